import {
  createQlik,
  HttpError,
  or,
  PartialFailureError,
  type Qlik,
  type QlikOptions,
  where,
} from '@rollcall/facade/qlik';
import { type Demo, pagesToShow } from './demo.ts';
import { expect, Refusal, type Story } from './story.ts';

/** Cursor pages, the document's filters, JSON Patch with its partial failures, and invitations. */
export const qlikDemo: Demo = {
  title: 'Qlik Cloud',
  sandbox: 'qlik',
  clients: ['qlik'],
  realSystem: ({ ROLLCALL_QLIK_URL: baseUrl, ROLLCALL_QLIK_API_KEY: apiKey = '' }) =>
    baseUrl ? { baseUrl, auth: { apiKey } } : undefined,

  async run(story, { baseUrl, auth, readOnly }) {
    const qlik = createQlik({
      baseUrl,
      auth: (auth ?? { apiKey: 'sandbox-key' }) as QlikOptions['auth'],
      logger: story.logger,
    });
    await look(story, qlik, readOnly);
    if (!readOnly) {
      await live(story, qlik);
      await invite(story, qlik);
    }
  },
};

async function look(story: Story, qlik: Qlik, readOnly: boolean): Promise<void> {
  const { pageOptions, most } = pagesToShow(readOnly);
  await story.step('Who am I? The answer is a redirect, followed within the same origin', async () => {
    const me = await qlik.users.me();
    return `${me.name} (${me.id})`;
  });
  await story.step('Read all users by cursor', async () => {
    let seen = 0;
    let pages = 0;
    for await (const { items, total } of qlik.users.list({ totalResults: true }).byPage(pageOptions)) {
      seen += items.length;
      story.note(
        `page of ${items.length}, ${total ?? '?'} in all: ${items
          .slice(0, 5)
          .map(({ name }) => name)
          .join(', ')}`,
      );
      pages += 1;
      if (pages === most) break;
    }
    return `${seen} users; count says ${await qlik.users.count()}`;
  });
  await story.step('Filter by a builder that quotes and keeps status conditions grouped', async () => {
    const filter = or(where('name', 'eq', 'Bob'), where('name', 'eq', 'Alice'));
    const found = await qlik.users.filter(filter).toArray();
    return found.map(({ name, status }) => `${name} (${status})`).join(', ') || 'nobody';
  });
}

async function live(story: Story, qlik: Qlik): Promise<void> {
  let id = '';
  await story.step('Create a user', async () => {
    const user = await qlik.users.create({
      subject: 'jane-5678',
      name: 'Jane Doe',
      email: 'jane.doe@corp.example',
      assignedRoles: [{ name: 'Developer' }],
    });
    id = user.id;
    return `${user.name} (${id}), ${user.status}`;
  });
  await story.step('Change name and time zone; the facade writes the JSON Patch', async () => {
    await qlik.users.update(id, { name: 'Jane Roe', preferredZoneinfo: 'America/Halifax' });
    const user = await qlik.users.get(id);
    expect(user.name === 'Jane Roe', 'the name did not change');
    return `${user.name}, ${user.preferredZoneinfo}`;
  });
  await story.step('A patch that succeeds in part (207) is not a success', async () => {
    const error = await qlik.users
      .update(id, { name: 'Jane Poe', assignedRoles: [{ name: 'NoSuchRole' }] })
      .catch((thrown: unknown) => thrown);
    expect(error instanceof PartialFailureError, 'the failed part was not noticed');
    return new Refusal(error);
  });
  await story.step('Delete the user, and see it gone', async () => {
    await qlik.users.delete(id);
    const error = await qlik.users.get(id).catch((thrown: unknown) => thrown);
    expect(error instanceof HttpError && error.status === 404, 'the user is still there');
    return `${id} answers 404`;
  });
}

async function invite(story: Story, qlik: Qlik): Promise<void> {
  await story.step('Invite three people; each has a result of its own', async () => {
    const { results, invited, failed } = await qlik.users.invite([
      { email: 'new.person@corp.example', name: 'New Person', language: 'de' },
      { email: 'alice@corp.example' },
      { email: 'bob@corp.example' },
    ]);
    for (const item of results) {
      story.note(`${item.email}: ${item.status}${'code' in item ? ` (${item.code} ${item.title})` : ''}`);
    }
    expect(results.length === 3, `${results.length} results for 3 people`);
    return `${invited.length} invited, ${failed.length} failed`;
  });
}
