import type { Account } from '@rollcall/accounts';
import type { ConfiguredSystem } from '@rollcall/accounts/config';
import { describe, expect, it } from 'vitest';
import { makeReport } from './make.js';

const NOW = new Date('2026-06-30T12:00:00.000Z');

/** The logins that a report calls dormant after so many days, with the sentences. */
function dormant(days: number, lastSeen: Readonly<Record<string, string | undefined>>): string[] {
  const accounts = Object.entries(lastSeen).map(
    ([login, lastSeenAt]): Account => ({
      system: 'soc',
      id: login,
      login,
      addresses: [],
      ...(lastSeenAt === undefined ? {} : { lastSeenAt }),
    }),
  );
  const system = {
    name: 'soc',
    accounts: { capabilities: { absent: {} } },
    protection: {
      reasonFor: ({ login }: Account) => (login === 'svc' ? 'it is a service account' : undefined),
    },
  } as unknown as ConfiguredSystem;
  const inventory = { name: 'soc', vendor: 'soc', accounts, complete: true };
  const { findings } = makeReport([inventory], [system], [], { now: NOW, dormantDays: days });
  return findings.filter(({ kind }) => kind === 'dormant').map(({ text }) => text);
}

describe('dormant accounts', () => {
  it('are those whose last login is more days ago than asked', () => {
    const seen = {
      yesterday: '2026-06-29T12:00:00.000Z',
      exactly: '2026-06-20T12:00:00.000Z',
      before: '2026-06-20T11:59:59.999Z',
    };
    expect(dormant(10, seen)).toEqual(['before was last seen on 2026-06-20']);
    expect(dormant(11, seen)).toEqual([]);
    expect(dormant(0, seen)).toHaveLength(3);
  });

  it('are never those of whom no login is known, nor service accounts', () => {
    expect(dormant(10, { unknown: undefined, svc: '2020-01-01T00:00:00.000Z' })).toEqual([]);
  });
});
