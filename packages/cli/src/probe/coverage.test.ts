import { describe, expect, it } from 'vitest';
import { MARKS } from '../gen/unconfirmed.gen.js';
import { askOf, onlyReads } from './ask.js';
import { coverageOf, READING_RULES } from './coverage.js';
import { UNREADABLE } from './unreadable.js';

const VENDORS = ['qradar', 'iq', 'qlik', 'qualys-saq'] as const;
const all = VENDORS.flatMap(coverageOf);

describe('the rules of the probe', () => {
  it('settle every mark of every spec, or say why no reading can', () => {
    expect(all).toHaveLength(MARKS.length);
    const without = all.filter(({ reading, unreadable: never }) => !reading && !never);
    expect(without.map(({ mark }) => mark.pointer)).toEqual([]);
  });

  it('are each for a mark that is there', () => {
    const used = new Set<unknown>(all.flatMap(({ reading, unreadable: never }) => [reading, never]));
    const idle = [...READING_RULES, ...UNREADABLE].filter((rule) => !used.has(rule));
    expect(idle.map(({ pointer }) => String(pointer))).toEqual([]);
  });
});

describe('the transport of the probe', () => {
  it('refuses what may write before anything is sent', async () => {
    let sent = 0;
    const fetch = async () => {
      sent += 1;
      return new Response('');
    };
    const ask = askOf('console', { url: 'https://console.example', headers: {}, fetch, timeoutMs: 1000 });
    const url = '/qps/rest/1.0/delete/saq/user';
    await expect(ask({ method: 'POST', url })).rejects.toThrow(/may write.*nothing was sent/);
    await expect(ask({ method: 'DELETE' as 'POST', url })).rejects.toThrow(/may write/);
    expect(sent).toBe(0);
    await ask({ url: '/api/config/access/users' });
    expect(sent).toBe(1);
  });

  it('knows no POST that only reads but those of Qualys', () => {
    expect(onlyReads('POST', '/qps/rest/1.0/search/saq/user')).toBe(true);
    expect(onlyReads('POST', '/api/v1/users/actions/filter')).toBe(false);
    expect(onlyReads('PUT', '/qps/rest/1.0/search/saq/user')).toBe(false);
  });
});
