import { describe, expect, it } from 'vitest';
import { CAROL, tenant } from '../tenant.test.helper.js';

describe('rate tiers', () => {
  it('are off unless switched on', async () => {
    const { call } = tenant();
    const { headers } = await call('GET', 'users');
    expect(headers.has('ratelimit-limit')).toBe(false);
  });

  it('allow the documented requests over five minutes', async () => {
    const { call } = tenant({ rateLimits: true });
    expect((await call('GET', 'users')).headers.get('ratelimit-limit')).toBe('5000');
    expect((await call('GET', `users/${CAROL}`)).headers.get('ratelimit-remaining')).toBe('4998');
    const filter = await call('POST', 'users/actions/filter', {});
    expect(filter.headers.get('ratelimit-limit')).toBe('1000');
    const patch = await call('PATCH', `users/${CAROL}`, []);
    expect(patch.headers.get('ratelimit-limit')).toBe('500');
  });

  it('answer 429 with the vendor’s headers and body until the window ends', async () => {
    const { call, pass } = tenant({ rateLimits: 0.001 });
    for (let i = 0; i < 5; i += 1) expect((await call('GET', 'users')).status).toBe(200);
    pass(287_000);
    const { status, headers, body } = await call('GET', 'users/actions/count');
    expect(status).toBe(429);
    expect(headers.get('retry-after')).toBe('13');
    expect(headers.get('ratelimit-limit')).toBe('5');
    expect(headers.get('ratelimit-remaining')).toBe('0');
    expect(headers.get('ratelimit-reset')).toBe('13');
    expect(body).toEqual({
      errors: [{ code: 'HTTP-429', title: 'Too many requests', detail: expect.stringContaining('Tier 1') }],
    });
    pass(12_999);
    expect((await call('GET', 'users')).status).toBe(429);
    pass(1);
    expect((await call('GET', 'users')).status).toBe(200);
  });

  it('are counted apart from each other', async () => {
    const { call } = tenant({ rateLimits: 0.001 });
    for (let i = 0; i < 6; i += 1) await call('GET', 'users');
    expect((await call('GET', 'users')).status).toBe(429);
    expect((await call('POST', 'users/actions/filter', {})).status).toBe(200);
    expect((await call('POST', 'users/actions/filter', {})).status).toBe(429);
    expect((await call('DELETE', `users/${CAROL}`)).status).toBe(204);
    const invite = await call('POST', 'users/actions/invite', { invitees: [] });
    expect(invite.status).toBe(429);
    expect(invite.body.errors[0].code).toBe('HTTP-429');
  });

  it('start afresh with a reset', async () => {
    const { sandbox, call } = tenant({ rateLimits: 0.001 });
    for (let i = 0; i < 6; i += 1) await call('GET', 'users');
    sandbox.reset();
    expect((await call('GET', 'users')).status).toBe(200);
  });

  it('do not take a limit that makes no sense', () => {
    expect(() => tenant({ rateLimits: -1 })).toThrow(
      'The option rateLimits of qlik must be true, false or a factor above 0, not -1',
    );
  });
});
