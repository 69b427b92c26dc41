import { InvalidInputError, type QRadar, type QRadarUser, where } from '@rollcall/facade/qradar';
import { type Demo, pagesToShow } from './demo.ts';
import { consoleOf, realConsole } from './qradar-console.ts';
import { expect, Refusal, type Story } from './story.ts';

/** The three scenarios of the QRadar guide, on a console that has the guide's resources and no others. */
export const qradarDemo: Demo = {
  title: 'IBM QRadar, as the guide describes it',
  sandbox: 'qradar',
  vendorOptions: { resources: 'guide' },
  clients: ['qradar'],
  realSystem: realConsole,

  async run(story, stage) {
    const { qradar, tellDeprecations } = consoleOf(story, stage);
    await look(story, qradar, stage.readOnly);
    if (!stage.readOnly) {
      await provision(story, qradar);
      await changeRole(story, qradar);
      await deprovision(story, qradar);
    }
    tellDeprecations();
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

async function deprovision(story: Story, qradar: QRadar): Promise<void> {
  await story.step('Deprovision a user and confirm deletion (guide, scenario 3)', async () => {
    const states: string[] = [];
    const result = await qradar.users.deprovision('jsmith', {
      intervalMs: 150, // the sandbox is quick; a console deserves the default of a second
      onProgress: ({ task_id, status }) => {
        states.push(String(status));
        story.note(`delete task ${task_id}: ${status ?? 'accepted'}`);
      },
    });
    expect(states.at(-1) === 'COMPLETED', 'the task did not complete');
    expect((await qradar.users.find('jsmith')) === undefined, 'jsmith is still there');
    for (const { what, reason } of result.left) story.note(`left: ${what}: ${reason}`);
    return `${result.user.username} answers 404`;
  });
}
