import { describe, expect, it } from 'vitest';
import {
  IGNORABLE_WRITES,
  type IgnorableWrite,
  type Ignoring,
  ignoringVendor,
} from '../../support/ignoring-vendor.js';

/** What the spec says that no answer shows, or that the vendor chooses itself: of these nothing can be said. */
const isMute = ({ forms }: IgnorableWrite, field: string) =>
  (forms[field]?.forms ?? []).some((form) => form === 'never-answered' || form === 'vendor-chosen');

function askedOf({ asked, refused }: IgnorableWrite): Record<string, unknown> {
  return Object.fromEntries(Object.entries(asked).filter(([field]) => !refused.includes(field)));
}

async function send(write: IgnorableWrite, field: string | undefined, how: Ignoring, verify?: boolean) {
  const server = await ignoringVendor(write, field, how);
  try {
    await write.send(server.url, askedOf(write), verify === undefined ? {} : { verify });
    return undefined;
  } catch (error) {
    return error as Error;
  } finally {
    server.close();
  }
}

describe.each(IGNORABLE_WRITES.map((write) => [write.name, write] as const))('%s', (_, write) => {
  const fields = Object.keys(askedOf(write)).filter((field) => !isMute(write, field));

  it('is no false alarm when everything was set', async () => {
    for (const verify of [false, true]) expect(await send(write, undefined, 'keeps', verify)).toBeUndefined();
  });

  it('is an error that names the field when one of its fields was ignored and kept its value', async () => {
    expect(fields.length).toBeGreaterThan(0);
    for (const field of fields) {
      // Another name answered is another record: no field of this one.
      const other = write.isSilent ? 'PartialFailureError' : 'ProtocolError';
      const name = field === write.identity ? other : 'IgnoredFieldsError';
      for (const verify of [false, true]) {
        // Where the vendor answers nothing, only reading back tells.
        if (write.isSilent && !verify) continue;
        const error = await send(write, field, 'keeps', verify);
        expect(error, field).toMatchObject({
          name,
          ...(name === 'IgnoredFieldsError' ? { fields: [field] } : {}),
        });
      }
    }
  });

  it('is an error when a field is asked for and neither the answer nor a reading has it', async () => {
    for (const field of fields.filter((one) => one !== write.identity)) {
      for (const verify of [undefined, true]) {
        if (write.isSilent && !verify) continue;
        const error = await send(write, field, 'leaves out', verify);
        expect(error, field).toMatchObject({ name: 'IgnoredFieldsError', fields: [field] });
      }
    }
  });

  it('is no false alarm when the answer leaves out a field that a reading has, or the caller takes it on trust', async () => {
    for (const field of fields.filter((one) => one !== write.identity)) {
      expect(await send(write, field, 'leaves out once', undefined), field).toBeUndefined();
      expect(await send(write, field, 'leaves out', false), field).toBeUndefined();
    }
  });

  it('shows no password in the error', async () => {
    const error = await send(
      write,
      fields.find((field) => field !== write.identity),
      'keeps',
      true,
    );
    expect(JSON.stringify(error) + String(error)).not.toContain('new password');
  });
});

describe('members of a list that a Qlik patch gives or takes', () => {
  const write = IGNORABLE_WRITES.find(({ name }) => name === 'Qlik users.update') as IgnorableWrite;
  const held = [
    { id: 'a', name: 'Viewer' },
    { id: 'b', name: 'Developer' },
  ];

  it.each([
    [{ op: 'add', path: '/assignedRoles/-', value: { id: 'c' } }, true],
    [{ op: 'add', path: '/assignedRoles', value: [{ id: 'a' }, { name: 'editor' }] }, true],
    [{ op: 'remove-value', path: '/assignedRoles', value: { id: 'a' } }, true],
    [{ op: 'remove-value', path: '/assignedRoles', value: { name: 'Viewer' } }, true],
    [{ op: 'add', path: '/assignedRoles/-', value: { name: 'developer' } }, false],
    [{ op: 'remove-value', path: '/assignedRoles', value: [{ id: 'c' }] }, false],
  ])('%j is an error when it is not so afterwards: %s', async (operation, isIgnored) => {
    const before = { ...write.before, assignedRoles: held };
    const server = await ignoringVendor({ ...write, before }, 'assignedRoles', 'keeps');
    const sent = write.send(server.url, [operation] as never, { verify: true });
    const error = await sent.catch((caught: unknown) => caught);
    server.close();
    if (isIgnored) expect(error).toMatchObject({ name: 'IgnoredFieldsError', fields: ['assignedRoles'] });
    else expect(error).toBeUndefined();
  });
});

it('of which nothing can be said are these fields, and no others', () => {
  const mute = IGNORABLE_WRITES.map((write) => [
    write.name,
    Object.keys(askedOf(write)).filter((field) => isMute(write, field)),
  ]);
  expect(Object.fromEntries(mute)).toEqual({
    'QRadar users.create': ['password'],
    'QRadar users.update': ['password', 'old_password'],
    'QRadar staged.users.create': ['password'],
    'QRadar staged.users.update': ['old_password', 'password'],
    'QRadar authorizedServices.create': ['label'],
    'QRadar authorizedServices.update': [],
    'IQ users.create': ['password'],
    'IQ users.update': [],
    'Qlik users.create': [],
    'Qlik users.update': [],
    'Qualys users.create': ['company'],
    'Qualys users.update': ['company'],
  });
});
