import {
  createQualysSaq,
  HttpError,
  type QualysSaq,
  type QualysSaqOptions,
  where,
} from '@rollcall/facade/qualys-saq';
import { type Demo, pagesToShow } from './demo.ts';
import { expect, Refusal, type Story } from './story.ts';

/** The document's create requests, and the rest of a user's life in XML. */
export const qualysSaqDemo: Demo = {
  title: 'Qualys SAQ',
  sandbox: 'qualys-saq',
  clients: ['saq'],
  realSystem: ({ ROLLCALL_QUALYS_SAQ_URL: baseUrl, ROLLCALL_QUALYS_SAQ_USERNAME: username = '', ...env }) =>
    baseUrl ? { baseUrl, auth: { username, password: env.ROLLCALL_QUALYS_SAQ_PASSWORD ?? '' } } : undefined,

  async run(story, { baseUrl, auth, readOnly }) {
    const saq = createQualysSaq({
      baseUrl,
      auth: (auth ?? { username: 'sandbox', password: 'sandbox' }) as QualysSaqOptions['auth'],
      logger: story.logger,
    });
    await look(story, saq, readOnly);
    if (!readOnly) await live(story, saq);
  },
};

async function look(story: Story, saq: QualysSaq, readOnly: boolean): Promise<void> {
  const { pageOptions, most } = pagesToShow(readOnly);
  await story.step('Count users, and search them two at a time by lastId', async () => {
    const count = await saq.users.count();
    const ids: string[] = [];
    let pages = 0;
    for await (const { items } of saq.users.list().byPage(pageOptions)) {
      story.note(
        `page: ${items
          .slice(0, 5)
          .map(({ id, firstName, lastName }) => `${firstName} ${lastName} (${id})`)
          .join(', ')}`,
      );
      ids.push(...items.map(({ id }) => id));
      pages += 1;
      if (pages === most) break;
    }
    expect(ids.length === count || pages === most, `${count} users are counted, ${ids.length} were found`);
    return `${count} users`;
  });
}

async function live(story: Story, saq: QualysSaq): Promise<void> {
  let ids: string[] = [];
  await story.step('Create two users in one call; a name of digits stays text', async () => {
    const users = await saq.users.create([
      { firstName: 'James', lastName: '007', company: 'Universal & Sons', emailAddress: 'bond@mi6.example' },
      { firstName: 'Zoë', lastName: ' <de Vries> ', company: 'abc', emailAddress: 'zoe@mi6.example' },
    ]);
    ids = users.map(({ id }) => id);
    expect(
      users[0]?.lastName === '007' && users[1]?.lastName === ' <de Vries> ',
      'a name changed on its way',
    );
    return users
      .map(({ id, firstName, lastName, userName }) => `${firstName} ${lastName?.trim()} (${id}, ${userName})`)
      .join(', ');
  });
  await story.step('Search by conditions, all of which must hold', async () => {
    const found = await saq.users
      .list([where('emailAddress', 'CONTAINS', '@mi6.example'), where('company', 'EQUALS', 'abc')])
      .toArray();
    expect(found.length === 1, `one user was expected, ${found.length} were found`);
    return `${found[0]?.firstName} (${found[0]?.id})`;
  });
  await story.step('Update one user, and several in one call', async () => {
    const [first = '', second = ''] = ids;
    await saq.users.update(first, { title: 'Commander' });
    await saq.users.update([
      { id: first, company: 'MI6' },
      { id: second, company: 'MI6' },
    ]);
    const users = await Promise.all(ids.map((id) => saq.users.get(id)));
    expect(
      users.every(({ company }) => company === 'MI6') && users[0]?.title === 'Commander',
      'a change is missing',
    );
    return users
      .map(({ firstName, title, company }) => `${firstName}: ${title ?? 'no title'}, ${company}`)
      .join('; ');
  });
  await story.step('An error inside HTTP 200 is an error', async () => {
    const error = await saq.users.get('999999999').catch((thrown: unknown) => thrown);
    expect(error instanceof HttpError && error.status === 200, 'an unknown id was no error');
    return new Refusal(error);
  });
  await story.step('Delete one user, then the other, and see both gone', async () => {
    const [first = '', second = ''] = ids;
    await saq.users.delete(first);
    await saq.users.delete([second]);
    expect(
      (await saq.users.count(where('emailAddress', 'CONTAINS', '@mi6.example'))) === 0,
      'a user is still there',
    );
    return `${ids.join(' and ')} are gone`;
  });
}
