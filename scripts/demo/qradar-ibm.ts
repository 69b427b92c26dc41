import { createQRadar, HttpError, IgnoredFieldsError, type QRadar } from '@rollcall/facade/qradar';
import type { Demo } from './demo.ts';
import { consoleOf } from './qradar-console.ts';
import { expect, Refusal, type Story } from './story.ts';

const DEPLOY = { deploy: true } as const;

/** The same verbs on the console that IBM documents: what they write is staged, and a deploy makes it active. */
export const qradarIbmDemo: Demo = {
  title: 'IBM QRadar, as IBM documents it',
  sandbox: 'qradar',
  vendorOptions: { resources: 'ibm' },
  clients: ['qradar', 'guided', 'jsmith'],
  // The chapter before this one has read it.
  realSystem: () => undefined,

  async run(story, stage) {
    const { qradar, tellDeprecations } = consoleOf(story, stage);
    await provision(story, qradar);
    await changeRole(story, qradar, stage.baseUrl);
    await deprovision(story, qradar, stage.baseUrl);
    tellDeprecations();
  },
};

async function provision(story: Story, qradar: QRadar): Promise<void> {
  await story.step('Provision a new analyst user: staged, since nobody asked for a deploy', async () => {
    const jsmith = await qradar.users.provision({
      username: 'jsmith',
      password: 'P@ssw0rd!23',
      email: 'jsmith@example.com',
      role: 'Analyst',
      securityProfile: 'Default',
    });
    expect(jsmith.pending !== undefined, 'the result does not say that the user is staged only');
    const active = await qradar.users.get(jsmith.id).catch((error: unknown) => error);
    expect(active instanceof HttpError && active.status === 404, 'the staged user is active already');
    return `${jsmith.username} (${jsmith.id}) is pending, ${jsmith.pending.change}: a deploy makes it active`;
  });
  await story.step('Deploy, which takes along whatever else is staged', async () => {
    await qradar.staged.deploy({
      intervalMs: 150,
      onProgress: ({ status, percent_complete }) =>
        story.note(`deploy: ${status} ${percent_complete ?? 0} %`),
    });
    const jsmith = await qradar.users.find('jsmith');
    expect(jsmith !== undefined, 'jsmith is not active after the deploy');
    return `${jsmith.username} (${jsmith.id}) is active`;
  });
}

async function changeRole(story: Story, qradar: QRadar, baseUrl: string): Promise<void> {
  await story.step(
    'A role that is sent as the guide says is ignored with status 200, and no success',
    async () => {
      const guided = createQRadar({
        baseUrl,
        auth: { secToken: 'sandbox-token' },
        resources: 'guide',
        logger: story.logger,
      });
      const error = await guided.users.changeRole('jsmith', 3).catch((thrown: unknown) => thrown);
      expect(error instanceof IgnoredFieldsError, 'nobody noticed that the role was ignored');
      return new Refusal(error);
    },
  );
  await story.step("Update a user's role by staging and a deploy", async () => {
    const jsmith = await qradar.users.changeRole('jsmith', 'Reader', DEPLOY);
    expect(jsmith.user_role_id === 3, 'the role is not Reader');
    expect(jsmith.email === 'jsmith@example.com', 'the email changed with the role');
    return `${jsmith.username} has the role ${jsmith.user_role_id}; email still ${jsmith.email}`;
  });
}

async function deprovision(story: Story, qradar: QRadar, baseUrl: string): Promise<void> {
  await story.step('The user makes an API token, whose label the console makes up', async () => {
    const jsmith = createQRadar({
      baseUrl,
      auth: { username: 'jsmith', password: 'P@ssw0rd!23' },
      logger: story.logger,
    });
    const wanted = { label: 'jsmith automation', user_role_id: 3, security_profile_id: 1 };
    const { id, label } = await jsmith.authorizedServices.create(wanted);
    expect(label !== wanted.label, 'the console kept the label');
    return `service ${id}, called '${label}'`;
  });
  await story.step('Deprovision a user: the token first, then the user, and confirm deletion', async () => {
    const result = await qradar.users.deprovision('jsmith', {
      ...DEPLOY,
      intervalMs: 150,
      onProgress: ({ task_id, status }) => story.note(`delete task ${task_id}: ${status ?? 'accepted'}`),
    });
    for (const { what, id, action } of result.done) story.note(`${what} ${id}: ${action}`);
    expect(result.done.at(-1)?.action === 'confirmed absent', 'jsmith is still there');
    expect(result.left.length === 0, 'something is left');
    return `${result.user.username} answers 404, and nothing is left`;
  });
}
