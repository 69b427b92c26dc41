import { describe, expect, it } from 'vitest';
import { CAROL, tenant } from '../tenant.test.helper.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('inviting', () => {
  it('answers 207 and makes an invited user, even when everything went well', async () => {
    const { call } = tenant();
    const { status, body } = await call('POST', 'users/actions/invite', {
      invitees: [{ name: 'Elvis Presley', email: 'elvis@corp.example', language: 'FR' }],
    });
    expect(status).toBe(207);
    expect(body).toEqual({
      data: [
        {
          email: 'elvis@corp.example',
          status: 'ok',
          userId: expect.any(String),
          subject: expect.stringMatching(UUID),
        },
      ],
    });
    const user = (await call('GET', `users/${body.data[0].userId}`)).body;
    expect(user).toMatchObject({
      name: 'Elvis Presley',
      email: 'elvis@corp.example',
      status: 'invited',
      subject: body.data[0].subject,
      preferredLocale: 'fr',
      inviteExpiry: 604800,
    });
  });

  it('gives each invitee a result or an error of their own, in their order', async () => {
    const { call } = tenant();
    const { status, body } = await call('POST', 'users/actions/invite', {
      invitees: [
        { email: 'new@corp.example' },
        { email: 'CAROL@corp.example' },
        { email: 'alice@corp.example' },
        { email: 'bob@corp.example' },
        { email: 'not an address' },
        { email: 'new@corp.example' },
      ],
    });
    expect(status).toBe(207);
    const brief = body.data.map(({ status: s, code }: { status: string; code?: string }) => code ?? s);
    expect(brief).toEqual(['ok', 'exists', '1001', '1002', '400', 'exists']);
    expect(body.data[1].userId).toBe(CAROL);
    expect(body.data[2]).toEqual({
      code: '1001',
      title: 'Active user',
      detail: 'The user is active and needs no invitation.',
      email: 'alice@corp.example',
      status: 'error',
    });
    expect((await call('GET', 'users/actions/count')).body.total).toBe(6);
  });

  it('sends again to an invited user when asked to, which renews the invitation', async () => {
    const { call, pass } = tenant();
    pass(60_000);
    const invitees = [{ email: 'carol@corp.example', resend: true }];
    const { body } = await call('POST', 'users/actions/invite', { invitees });
    expect(body.data[0]).toMatchObject({ status: 'ok', userId: CAROL });
    expect((await call('GET', `users/${CAROL}`)).body.inviteExpiry).toBe(604800);
  });

  it.each(['qq', 'english', undefined])('writes in English when the language is %s', async (language) => {
    const { call } = tenant();
    const invitees = [{ email: 'new@corp.example', language }];
    const { body } = await call('POST', 'users/actions/invite', { invitees });
    expect((await call('GET', `users/${body.data[0].userId}`)).body.preferredLocale).toBe('en');
  });

  it.each([{}, { invitees: 'elvis' }, []])('refuses the body %j with a number as code', async (body) => {
    const answer = await tenant().call('POST', 'users/actions/invite', body);
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({
      errors: [{ code: 400, title: 'Bad request', detail: expect.any(String) }],
    });
  });
});
