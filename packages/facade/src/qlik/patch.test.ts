import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../errors.js';
import { type QlikUserPatch, toOperations } from './patch.js';

describe('the patch of a user', () => {
  it('becomes one replace operation per field, in the order given', () => {
    expect(
      toOperations({
        name: 'John',
        assignedRoles: [{ name: 'Developer' }],
        email: 'unicorn@corp.example',
        preferredZoneinfo: 'America/Halifax',
        preferredLocale: 'en_US_POSIX',
        status: 'active',
      }),
    ).toEqual([
      { op: 'replace', path: '/name', value: 'John' },
      { op: 'replace', path: '/assignedRoles', value: [{ name: 'Developer' }] },
      { op: 'replace', path: '/email', value: 'unicorn@corp.example' },
      { op: 'replace', path: '/preferredZoneinfo', value: 'America/Halifax' },
      { op: 'replace', path: '/preferredLocale', value: 'en_US_POSIX' },
      { op: 'replace', path: '/status', value: 'active' },
    ]);
  });

  it('renews an invitation by the operation of that name', () => {
    expect(toOperations({ inviteExpiry: 'renew' })).toEqual([
      { op: 'renew', path: '/inviteExpiry', value: true },
    ]);
  });

  it('takes a list of operations as it is', () => {
    const operations = [{ op: 'remove-value', path: '/assignedRoles', value: { name: 'Developer' } }];
    expect(toOperations(operations)).toBe(operations);
  });

  it('leaves out what is undefined, and keeps an empty list, which takes every role away', () => {
    expect(toOperations({ name: undefined as unknown as string, assignedRoles: [] })).toEqual([
      { op: 'replace', path: '/assignedRoles', value: [] },
    ]);
  });

  it.each([
    ['an empty object', {}],
    ['only undefined', { name: undefined }],
    ['an empty list', []],
    ['null', null],
    ['a text', 'name'],
    ['a field that Qlik does not change', { subject: 'x' }],
    ['a misspelt field', { preferredZoneInfo: 'Europe/Berlin' }],
    ['a name from the prototype', JSON.parse('{"__proto__": "x", "constructor": "y"}')],
    ['null as a value', { name: null }],
    ['a number for the expiry', { inviteExpiry: 3600 }],
  ])('refuses %s before anything is sent', (_, patch) => {
    expect(() => toOperations(patch as QlikUserPatch)).toThrow(InvalidInputError);
  });
});
