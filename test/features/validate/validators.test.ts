import { fileURLToPath } from 'node:url';
import { validateAnswer as iq } from '@rollcall/iq/validators';
import { validateAnswer as qlik } from '@rollcall/qlik/validators';
import { validateAnswer as qradar } from '@rollcall/qradar/validators';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSpecDocument } from '../../../scripts/specs/spec-document.ts';
import { replaced, type SchemaNode, scalarPaths, valuesOf } from './schema-values.js';

interface Spec {
  readonly paths: Record<
    string,
    Record<string, { operationId: string; responses: Record<string, SchemaNode> }>
  >;
  readonly components: { schemas: Record<string, SchemaNode>; responses?: Record<string, SchemaNode> };
}
interface JsonContent {
  readonly content?: { 'application/json'?: { schema?: SchemaNode } };
}

const validators = { 'qradar/21.0': qradar, 'qradar/26.0': qradar, 'iq/v2': iq, 'qlik/v1': qlik };
const vendors = await Promise.all(
  Object.entries(validators).map(async ([version, validate]) => {
    const folder = fileURLToPath(new URL(`../../../specs/${version}`, import.meta.url));
    return [version, validate, (await readSpecDocument(folder)) as unknown as Spec] as const;
  }),
);

describe.each(vendors)('the validators of %s', (_, validate, spec) => {
  const answers = [...answersOf(spec)];

  it('know every answer that the spec describes', () => {
    expect(answers.length).toBeGreaterThan(2);
    for (const [operationId, status] of answers) {
      expect(
        validate(operationId, status, 'no list and no object'),
        `${operationId} ${status}`,
      ).toMatchObject({ path: '$' });
    }
  });

  it('let through what the spec allows, and fields that it does not know', () => {
    for (const [operationId, status, schema] of answers) {
      fc.assert(
        fc.property(valuesOf(schema, spec.components.schemas), (value) => {
          expect(validate(operationId, status, value)).toBeUndefined();
          const more = Array.isArray(value) ? value : { ...(value as object), aFieldOfNextYear: [1] };
          expect(validate(operationId, status, more)).toBeUndefined();
        }),
        { numRuns: 20 },
      );
    }
  });

  it('name the place of a value of the wrong kind', () => {
    const places = new Set<string>();
    for (const [operationId, status, schema] of answers) {
      fc.assert(
        fc.property(valuesOf(schema, spec.components.schemas), fc.nat(), (value, choice) => {
          const paths = scalarPaths(value);
          const path = paths[choice % Math.max(1, paths.length)];
          if (path === undefined) return;
          places.add(path);
          const mismatch = validate(operationId, status, replaced(value, path, [[[]]]));
          expect(mismatch, path).toBeDefined();
          expect(path.startsWith(String(mismatch?.path)), `${path}: ${mismatch?.path}`).toBe(true);
        }),
        { numRuns: 200 },
      );
    }
    expect(places.size).toBeGreaterThan(10);
  });
});

it('an operation or a status that the spec does not describe is let through', () => {
  expect(iq('deleteUser', 204, undefined)).toBeUndefined();
  expect(iq('getUser', 500, 'x')).toBeUndefined();
  expect(iq('noSuchOperation', 200, 'x')).toBeUndefined();
});

it.each([
  [{ users: [{ username: 'a' }, { username: 7 }] }, '$.users[1].username', 'string', 'integer'],
  [{ users: [{ email: 'a@b.c' }] }, '$.users[0].username', 'a value', 'nothing'],
  [{ users: null }, '$.users', 'array', 'null'],
  [[], '$', 'object', 'array'],
])('%j breaks the contract at %s', (body, path, expected, got) => {
  expect(iq('listUsers', 200, body)).toEqual({ path, expected, got });
});

it('a date that is none, a number that is too large and a wrong word are told apart', () => {
  expect(qlik('getUser', 200, { id: 'a', createdAt: 'yesterday' })).toMatchObject({
    path: '$.createdAt',
    expected: 'a date and time (RFC 3339)',
  });
  expect(qradar('getDeployStatus', 200, { percent_complete: 101 })).toMatchObject({
    path: '$.percent_complete',
    expected: 'at most 100',
  });
  const item = { email: 'a@b.c', status: 'maybe', userId: '1', subject: 's' };
  expect(qlik('inviteUsers', 207, { data: [item] })).toMatchObject({ path: '$.data[0].status' });
});

function* answersOf({
  paths,
  components,
}: Spec): Generator<[operationId: string, status: number, schema: SchemaNode]> {
  for (const item of Object.values(paths)) {
    for (const operation of Object.values(item)) {
      for (const [status, answer] of Object.entries(operation.responses ?? {})) {
        const resolved = answer.$ref
          ? components.responses?.[String(answer.$ref).split('/').at(-1) as string]
          : answer;
        const schema = (resolved as JsonContent | undefined)?.content?.['application/json']?.schema;
        if (status.startsWith('2') && schema) yield [operation.operationId, Number(status), schema];
      }
    }
  }
}
