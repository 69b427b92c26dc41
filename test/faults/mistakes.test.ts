import { and, not, or, where } from '@rollcall/facade/qradar';
import { describe, expect, it } from 'vitest';
import { failure } from '../support/cells.js';
import { rawServer } from '../support/raw-server.js';
import { json } from '../support/scripts.js';
import { iqOver, qlikOver, qradarOver, qualysOver } from './kit.js';

// What people write in plain JavaScript, where no compiler says a word.

type Loose = Record<string, Record<string, (...given: unknown[]) => unknown>>;
const OPENERS = { QRadar: qradarOver, IQ: iqOver, Qlik: qlikOver, Qualys: qualysOver };
const list = (verb: string, query: unknown) => (client: Loose) =>
  (client[verb] as unknown as { list(query: unknown): { toArray(): Promise<unknown> } })
    .list(query)
    .toArray();

const MISTAKES: readonly [
  vendor: keyof typeof OPENERS,
  mistake: string,
  call: (client: Loose) => unknown,
  told: RegExp,
][] = [
  ['QRadar', 'find by an id', (c) => c.users?.find?.(1), /^username must be a text, not 1; nothing was sent/],
  [
    'QRadar',
    'find of an empty name',
    (c) => c.users?.find?.(''),
    /^username must be a text, not an empty one/,
  ],
  ['QRadar', 'find by an object', (c) => c.users?.find?.({ username: 'a' }), /^username must be a text/],
  ['QRadar', 'deprovision of a whole user', (c) => c.users?.deprovision?.({ id: 7 }), /^username must be/],
  ['QRadar', 'deprovision of nobody', (c) => c.users?.deprovision?.(''), /^username must be a text/],
  ['QRadar', 'an update of nothing', (c) => c.users?.update?.(7, {}), /^patch holds nothing to change/],
  [
    'QRadar',
    'an update with a value that is missing',
    (c) => c.users?.update?.(7, { email: undefined }),
    /^patch holds nothing to change/,
  ],
  [
    'QRadar',
    'a filter that is an object',
    list('users', { filter: { id: 7 } }),
    /^filter must be built with where/,
  ],
  [
    'QRadar',
    'a filter that is a function',
    list('users', { filter: () => true }),
    /not function; leave it out/,
  ],
  [
    'QRadar',
    'a filter that is empty',
    list('users', { filter: '' }),
    /not an empty one; leave it out for everybody/,
  ],
  [
    'QRadar',
    'a field whose name is missing',
    list('users', { fields: ['id', undefined] }),
    /^fields\[1\] must be a field's name, not undefined; nothing was sent/,
  ],
  [
    'Qlik',
    'a field whose name is empty',
    list('users', { fields: ['', 'id'] }),
    /^fields\[0\] must be a field's name, not an empty text/,
  ],
  ['Qlik', 'a sort that is NaN', list('users', { sort: Number.NaN }), /^query\.sort must not be NaN/],
  [
    'Qlik',
    'a sort that is a function',
    list('users', { sort: () => 'name' }),
    /^query\.sort must not be function/,
  ],
  ['QRadar', 'a sort that is a number', list('users', { sort: 5 }), /^sort must be a field's name/],
  [
    'QRadar',
    'a sort in the words of SQL',
    list('users', { sort: [{ id: 'desc' }] }),
    /^sort must be a field's name/,
  ],
  ['IQ', 'an update of nothing', (c) => c.users?.update?.('jane', {}), /^patch holds nothing to change/],
  ['IQ', 'memberships of nothing', (c) => c.memberships?.list?.(), /^owner must be { type, id }/],
  [
    'IQ',
    'a grant without its owner',
    (c) => c.memberships?.grant?.({ roleId: 'r', name: 'jane' }),
    /^owner must be { type, id }/,
  ],
  [
    'IQ',
    'a token asked for by a misspelt realm',
    (c) => c.userTokens?.find?.('jane', { relm: 'SAML' }),
    /there is no 'relm'; did you mean 'realm'\?/,
  ],
  ['Qlik', 'an update of nothing', (c) => c.users?.update?.('u-1', {}), /^patch holds nothing to change/],
  [
    'Qualys',
    'an update of several, one of them of nothing',
    (c) => c.users?.update?.([{ id: 7, title: 'CISO' }, { id: 8 }]),
    /^changes\[1\] holds nothing to change/,
  ],
  ['Qualys', 'an update of nothing', (c) => c.users?.update?.(7, {}), /holds nothing to change/],
  [
    'Qualys',
    'find of an empty address',
    (c) => c.users?.find?.(''),
    /^criteria: emailAddress EQUALS needs a value/,
  ],
];

describe('a mistake in plain JavaScript', () => {
  it.each(MISTAKES)(
    'fault 57: on %s, %s is refused before anything is sent',
    async (vendor, _, call, told) => {
      const server = await rawServer(json(200, []));
      const client = OPENERS[vendor]('fetch', server.origin) as unknown as Loose;
      const error = await failure(Promise.resolve().then(() => call(client)));
      expect(error.name).toBe('InvalidInputError');
      expect(error.message).toMatch(told);
      expect(server.requests).toEqual([]);
    },
  );

  it('fault 56: takes no text for a part of a filter', () => {
    const part = where('id', '=', 7);
    const wrong = 'id = 8' as never;
    expect(() => and(part, wrong)).toThrow(/^filter: 'and' takes filters that where\(\)/);
    expect(() => or(wrong)).toThrow(/^filter: 'or' takes filters that where\(\)/);
    expect(() => not(wrong)).toThrow(/^filter: 'not' takes filters that where\(\)/);
    expect(String(and(part))).toBe('id=7');
  });
});
