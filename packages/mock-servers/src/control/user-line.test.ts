import { describe, expect, it } from 'vitest';
import { createMock, type Vendor } from '../index.js';
import { type Directories, userLine } from './user-line.js';

describe('the line of a user on the page', () => {
  it.each<[Vendor, string, string]>([
    ['qradar', 'jdoe', '1001 · jdoe@example.com · role Analyst · profile Default'],
    ['iq', 'admin', 'admin@localhost · roles System Administrator · Internal'],
    ['iq', 'carol', 'carol@example.com · SAML'],
    ['qlik', 'Carol', '626949bf017b657805080bbe · carol@corp.example · invited'],
  ])('of %s says of %s who that is and what the user may do', async (vendor, name, facts) => {
    const state = (await createMock(vendor)).snapshot() as { users: unknown[] } & Directories;
    const lines = state.users.map((user) => userLine(user, state));
    expect(lines.find((line) => line.name === name)?.facts.join(' · ')).toBe(facts);
  });
});
