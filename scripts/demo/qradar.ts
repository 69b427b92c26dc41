import {
  createQRadar,
  HttpError,
  InvalidInputError,
  type QRadar,
  type QRadarOptions,
  type QRadarUser,
  where,
} from '@rollcall/facade/qradar';
import { type Demo, pagesToShow } from './demo.ts';
import { expect, Refusal, type Story } from './story.ts';

/** The three scenarios of the QRadar guide, and IBM's staged configuration. */
export const qradarDemo: Demo = {
  title: 'IBM QRadar',
  sandbox: 'qradar',
  clients: ['qradar', 'jsmith', 'orphan'],
  realSystem: (env) => {
    const baseUrl = env.ROLLCALL_QRADAR_URL;
    if (!baseUrl) return undefined;
    const {
      ROLLCALL_QRADAR_TOKEN: token,
      ROLLCALL_QRADAR_USERNAME: username = '',
      ROLLCALL_QRADAR_PASSWORD: password = '',
    } = env;
    return { baseUrl, auth: token ? { secToken: token } : { username, password } };
  },

  async run(story, { baseUrl, auth, readOnly }) {
    const deprecations = new Set<string>();
    const qradar = createQRadar({
      baseUrl,
      auth: (auth ?? { secToken: 'sandbox-token' }) as QRadarOptions['auth'],
      logger: story.logger,
      onDeprecated: ({ value, version }) => void deprecations.add(`Version ${version}: Deprecated ${value}`),
    });
    await look(story, qradar, readOnly);
    if (!readOnly) {
      await provision(story, qradar);
      await changeRole(story, qradar);
      await deprovision(story, qradar, baseUrl);
      await stage(story, qradar);
    }
    for (const notice of deprecations) story.note(`the console says: ${notice}`);
  },
};

async function look(story: Story, qradar: QRadar, readOnly: boolean): Promise<void> {
  const { pageOptions, most } = pagesToShow(readOnly);
  await story.step('Read all users, a page at a time, by the Range header', async () => {
    const names: string[] = [];
    let pages = 0;
    for await (const page of qradar.users.list().byPage(pageOptions)) {
      const shown = page.items.slice(0, 5).map(({ username }) => username);
      story.note(
        `page from ${page.start} of ${page.total ?? '?'}: ${shown.join(', ')}${page.items.length > 5 ? ', …' : ''}`,
      );
      names.push(...page.items.map(({ username }) => username));
      pages += 1;
      if (pages === most) break;
    }
    return `${names.length} users on ${pages} ${pages === 1 ? 'page' : 'pages'}`;
  });
  await story.step('Find users by a filter', async () => {
    const found: QRadarUser[] = [];
    for await (const user of qradar.users.list({ filter: where('email', 'like', '%@example.com') })) {
      if (found.push(user) === 10) break;
    }
    return found.map(({ id, username, email }) => `${username} (${id}) ${email}`).join(', ') || 'nobody';
  });
}

async function provision(story: Story, qradar: QRadar): Promise<void> {
  await story.step('A role name that does not exist is refused before anything is created', async () => {
    const error = await qradar.users
      .provision({
        username: 'jsmith',
        password: 'P@ssw0rd!',
        role: 'Analist',
        securityProfile: 'Default',
      })
      .catch((thrown: unknown) => thrown);
    expect(error instanceof InvalidInputError, 'the unknown role was not noticed');
    return new Refusal(error);
  });
  await story.step('Provision a new analyst user (guide, scenario 1)', async () => {
    const jsmith = await qradar.users.provision({
      username: 'jsmith',
      password: 'P@ssw0rd!',
      email: 'jsmith@example.com',
      role: 'Analyst',
      securityProfile: 'Default',
    });
    expect(!('password' in jsmith), 'the answer holds a password');
    return `created ${jsmith.username} with id ${jsmith.id}, role ${jsmith.user_role?.name}`;
  });
}

async function changeRole(story: Story, qradar: QRadar): Promise<void> {
  await story.step("Update a user's role (guide, scenario 2)", async () => {
    const jsmith = await qradar.users.changeRole('jsmith', 'Reader');
    expect(jsmith.user_role?.id === 3, 'the role is not Reader');
    expect(jsmith.email === 'jsmith@example.com', 'the email changed with the role');
    return `${jsmith.username} is ${jsmith.user_role?.name}; email still ${jsmith.email}`;
  });
}

async function deprovision(story: Story, qradar: QRadar, baseUrl: string): Promise<void> {
  const token = await makeService(story, baseUrl);
  await story.step('Deprovision a user and confirm deletion (guide, scenario 3)', async () => {
    const states: string[] = [];
    const result = await qradar.users.deprovision('jsmith', {
      services: 'keep', // the next step shows what a token does that stays
      intervalMs: 150, // the sandbox is quick; a console deserves the default of a second
      onProgress: ({ task_id, status }) => {
        states.push(String(status));
        story.note(`delete task ${task_id}: ${status ?? 'accepted'}`);
      },
    });
    expect(states.at(-1) === 'COMPLETED', 'the task did not complete');
    expect(result.left.length === 1, 'the service of jsmith is not named');
    const left = result.left.map(({ what, id }) => `${what} ${id}`);
    return `${result.user.username} answers 404; left, with tokens that work: ${left.join(', ')}`;
  });
  await story.step('The token outlives its user until the service is deleted', async () => {
    const orphan = createQRadar({ baseUrl, auth: { secToken: token }, logger: story.logger });
    const [service] = await orphan.authorizedServices.list({ current_authorized_service: true }).toArray();
    expect(service !== undefined, 'the token stopped working with its user');
    await qradar.authorizedServices.delete(service.id);
    const refused = await orphan.roles
      .list()
      .toArray()
      .catch((error: unknown) => error);
    expect(
      refused instanceof HttpError && refused.status === 401,
      'the token works after its service was deleted',
    );
    return `service ${service.id} deleted, its token now answers 401`;
  });
}

/** Signs in as the new user and makes a token, which is what people forget when somebody leaves. */
async function makeService(story: Story, baseUrl: string): Promise<string> {
  let token = '';
  await story.step('The user makes an API token of its own', async () => {
    const jsmith = createQRadar({
      baseUrl,
      auth: { username: 'jsmith', password: 'P@ssw0rd!' },
      logger: story.logger,
    });
    const service = await jsmith.authorizedServices.create({
      label: 'jsmith automation',
      user_role_id: 3,
      security_profile_id: 1,
    });
    expect(typeof service.token === 'string', 'the answer holds no token');
    token = service.token;
    return `service ${service.id} '${service.label}'; its token is shown this once and not printed here`;
  });
  return token;
}

async function stage(story: Story, qradar: QRadar): Promise<void> {
  await story.step("Stage a user, deploy, see it active (IBM's own resources)", async () => {
    const staged = await qradar.staged.users.create({
      username: 'asmith',
      password: 'P@ssw0rd!23',
      email: 'asmith@example.com',
      user_role_id: 2,
      security_profile_id: 1,
    });
    const before = await qradar.users.get(staged.id).catch((error: unknown) => error);
    expect(
      before instanceof HttpError && before.status === 404,
      'the staged user is active before the deploy',
    );
    await qradar.staged.deploy({
      intervalMs: 150,
      onProgress: ({ status, percent_complete }) =>
        story.note(`deploy: ${status} ${percent_complete ?? 0} %`),
    });
    const active = await qradar.users.get(staged.id);
    return `${active.username} (${active.id}) is active`;
  });
  await story.step('Delete it again in the staged configuration', async () => {
    const asmith = await qradar.staged.users.find('asmith');
    expect(asmith !== undefined, 'asmith is not there');
    const task = await qradar.staged.users.deleteAndWait(asmith.id, {
      intervalMs: 150,
      onProgress: ({ task_id, status }) => story.note(`delete task ${task_id}: ${status}`),
    });
    return `task ${task.task_id} is ${task.status}`;
  });
}
