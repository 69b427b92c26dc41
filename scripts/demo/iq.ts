import { createIq, HttpError, InvalidInputError, type Iq, type IqOptions } from '@rollcall/facade/iq';
import type { Demo } from './demo.ts';
import { expect, Refusal, type Story } from './story.ts';

/** The document's examples: admin, bob, ted, and the realms. */
export const iqDemo: Demo = {
  title: 'Sonatype IQ Server',
  sandbox: 'iq',
  clients: ['iq'],
  realSystem: ({
    ROLLCALL_IQ_URL: baseUrl,
    ROLLCALL_IQ_TOKEN: token,
    ROLLCALL_IQ_USERNAME: username = '',
    ...env
  }) =>
    baseUrl
      ? { baseUrl, auth: token ? { token } : { username, password: env.ROLLCALL_IQ_PASSWORD ?? '' } }
      : undefined,

  async run(story, { baseUrl, auth, readOnly }) {
    const iq = createIq({
      baseUrl,
      auth: (auth ?? { username: 'admin', password: 'admin123' }) as IqOptions['auth'],
      logger: story.logger,
    });
    await look(story, iq);
    if (!readOnly) await live(story, iq);
  },
};

async function look(story: Story, iq: Iq): Promise<void> {
  await story.step('List the users of the realms Internal and SAML', async () => {
    const internal = await iq.users.list({ realm: 'Internal' }).toArray();
    const saml = await iq.users.list({ realm: 'SAML' }).toArray();
    const names = (users: typeof internal) => users.map(({ username }) => username).join(', ') || 'nobody';
    return `Internal: ${names(internal)}; SAML: ${names(saml)}`;
  });
}

async function live(story: Story, iq: Iq): Promise<void> {
  const ted = { username: 'ted', firstName: 'Ted', lastName: 'Baker', email: 'tedbaker@example.com' };
  await story.step('Create ted (204), and read him back', async () => {
    await iq.users.create({ ...ted, password: 'secret' });
    const created = await iq.users.get('ted');
    expect(!('password' in created), 'the answer holds a password');
    return `${created.firstName} ${created.lastName} <${created.email}>`;
  });
  await story.step('Update one field; the others stay', async () => {
    const updated = await iq.users.update('ted', { email: 'tnorman@new.com' });
    expect(updated.firstName === 'Ted' && updated.email === 'tnorman@new.com', 'the update is not partial');
    return `${updated.firstName} ${updated.lastName} <${updated.email}>`;
  });
  await story.step('A user name that an address cannot carry is refused before it is sent', async () => {
    const error = await iq.users.delete('..').catch((thrown: unknown) => thrown);
    expect(error instanceof InvalidInputError, 'a DELETE went to the parent path');
    return new Refusal(error);
  });
  await story.step('Delete ted in his realm, and see him gone', async () => {
    await iq.users.delete('ted', { realm: 'Internal' });
    const error = await iq.users.get('ted').catch((thrown: unknown) => thrown);
    expect(error instanceof HttpError && error.status === 404, 'ted is still there');
    return `get answers 404, find answers ${await iq.users.find('ted')}`;
  });
}
