import { describe, expect, it } from 'vitest';
import { createMock } from '../../index.js';
import { dereference } from '../../spec/dereference.js';
import { specDocument } from '../../spec/document.js';

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { schema: Schema }>> }>
  >;
}
interface Schema {
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, unknown>>;
}

const { paths } = dereference(specDocument('qradar') as Record<string, unknown>) as {
  paths: Record<string, { get?: Operation }>;
};

/** Every list that lets a client choose fields, and the fields that the document gives its records. */
const LISTS = Object.entries(paths).flatMap(([path, { get }]) => {
  const chooses = get?.parameters?.some(
    (parameter) => parameter.in === 'query' && parameter.name === 'fields',
  );
  if (get === undefined || !chooses || path.includes('{')) return [];
  const fields = Object.keys(
    get.responses['200']?.content?.['application/json']?.schema.items?.properties ?? {},
  );
  return fields.length > 0 ? [{ operationId: get.operationId, path, fields }] : [];
});

describe('the fields of an answer', async () => {
  const mock = await createMock('qradar');
  const ask = (path: string, query: string) =>
    mock.fetch(`https://qradar.example.com${path}?${query}`, { headers: mock.credentials.headers });

  it('are looked up in many lists', () => {
    expect(LISTS.length).toBeGreaterThan(8);
  });

  it.each(LISTS)(
    'of $operationId can all be asked for, as the document has them',
    async ({ path, fields }) => {
      expect((await ask(path, `fields=${fields.join(',')}`)).status).toBe(200);
      expect((await ask(path, 'fields=no_such_field')).status).toBe(422);
    },
  );

  it.each(LISTS)('of $operationId can all be asked about by a filter', async ({ path, fields }) => {
    for (const field of fields) {
      const { status } = await ask(path, `filter=${encodeURIComponent(`${field} is null`)}`);
      expect([field, status]).toEqual([field, 200]);
    }
  });
});
