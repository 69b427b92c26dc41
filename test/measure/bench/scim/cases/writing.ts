import { MESSAGES, patchOf, person } from '../client.ts';
import { type Case, fresh, isError, made, patched } from './case.ts';

/** Creating, replacing, changing and deleting people. */
export const WRITING: readonly Case[] = [
  {
    title: 'a create is 201, with Location as in meta, absolute',
    passes: async (call) => {
      const { body, headers, status } = await call('POST', '/Users', person(fresh()));
      return (
        status === 201 &&
        headers.get('location') === body.meta.location &&
        /^https?:/.test(body.meta.location)
      );
    },
  },
  {
    title: 'id and meta of a client are ignored; null and [] are taken',
    passes: async (call) => {
      const body = await made(call, {
        id: 'mine',
        meta: { location: 'x' },
        phoneNumbers: null,
        addresses: [],
        roles: [],
      });
      return body.id !== 'mine' && body.meta.location !== 'x';
    },
  },
  {
    title: 'the same userName in another case is 409 uniqueness',
    passes: async (call) => {
      const name = fresh();
      await call('POST', '/Users', person(name));
      const again = person(name, { userName: `${name.toUpperCase()}@acme.test`, externalId: fresh() });
      return isError(await call('POST', '/Users', again), 409, 'uniqueness');
    },
  },
  {
    title: 'a missing and an empty userName are 400',
    passes: async (call) =>
      isError(await call('POST', '/Users', person(fresh(), { userName: undefined })), 400) &&
      isError(await call('POST', '/Users', person(fresh(), { userName: '' })), 400),
  },
  {
    title: 'a password is never shown',
    passes: async (call) => {
      const body = await made(call, { password: 'x9Qp2v-shown' });
      const { id } = body;
      const read = await call('GET', `/Users/${id}?attributes=password`);
      return !JSON.stringify([body, read.body]).includes('x9Qp2v');
    },
  },
  {
    title: 'application/json is taken, text/plain is 415',
    passes: async (call) => {
      const send = (type: string) =>
        call('POST', '/Users', JSON.stringify(person(fresh())), { 'Content-Type': type });
      return (await send('application/json')).status === 201 && (await send('text/plain')).status === 415;
    },
  },
  {
    title: 'PUT takes echoed read-only fields and clears what it leaves out',
    passes: async (call) => {
      const before = await made(call);
      const { displayName: _, ...rest } = before;
      const { body, status } = await call('PUT', `/Users/${before.id}`, { ...rest, groups: [] });
      return status === 200 && body.displayName === undefined && body.userName === before.userName;
    },
  },
  {
    title: 'PUT of an unknown id is 404 and makes nobody',
    passes: async (call) => isError(await call('PUT', '/Users/nobody', person(fresh())), 404),
  },
  {
    title: 'the operation of a PATCH in any case',
    passes: async (call) =>
      (await patched(call, await made(call), { op: 'REPLACE', path: 'displayName', value: 'K' }))
        .displayName === 'K',
  },
  {
    title: 'active as "False" and "true" (Entra, Keycloak)',
    passes: async (call) => {
      const before = await made(call);
      const closed = await patched(call, before, { op: 'Replace', path: 'active', value: 'False' });
      const open = await patched(call, before, { op: 'replace', path: 'active', value: 'true' });
      return closed.active === false && open.active === true;
    },
  },
  {
    title: 'a PATCH without path, with dotted names (Entra, Okta)',
    passes: async (call) => {
      const value = { displayName: 'K', 'name.givenName': 'Kimmy' };
      const after = await patched(call, await made(call), { op: 'replace', value });
      return after.displayName === 'K' && after.name.givenName === 'Kimmy';
    },
  },
  {
    title: 'an address that is not there is made by its value path (Entra)',
    passes: async (call) => {
      const before = await made(call, { emails: [] });
      const value = `${fresh()}@acme.test`;
      const after = await patched(call, before, { op: 'Add', path: 'emails[type eq "work"].value', value });
      return after.emails?.some((each: { value: string }) => each.value === value);
    },
  },
  {
    title: 'a name in a path in any case',
    passes: async (call) =>
      (await patched(call, await made(call), { op: 'replace', path: 'NAME.GIVENNAME', value: 'K' })).name
        .givenName === 'K',
  },
  {
    title: 'a read-only path is 400 mutability, a remove without path 400 noTarget',
    passes: async (call) => {
      const { id } = await made(call);
      const patch = (operation: object) => call('PATCH', `/Users/${id}`, patchOf(operation));
      return (
        isError(await patch({ op: 'replace', path: 'id', value: 'x' }), 400, 'mutability') &&
        isError(await patch({ op: 'remove' }), 400, 'noTarget')
      );
    },
  },
  {
    title: 'a failed second operation changes nothing',
    passes: async (call) => {
      const before = await made(call);
      const operations = [{ op: 'replace', path: 'displayName', value: 'half' }, { op: 'remove' }];
      const { status } = await call('PATCH', `/Users/${before.id}`, patchOf(...operations));
      return (
        status === 400 && (await call('GET', `/Users/${before.id}`)).body.displayName === before.displayName
      );
    },
  },
  {
    title: '__proto__ is refused and pollutes nothing',
    passes: async (call) => {
      const { id } = await made(call);
      const path = patchOf({ op: 'add', path: '__proto__.polluted', value: 'x' });
      const key = `{"schemas":["${MESSAGES}:PatchOp"],"Operations":[{"op":"add","value":{"__proto__":{"polluted":"x"}}}]}`;
      const answers = [await call('PATCH', `/Users/${id}`, path), await call('PATCH', `/Users/${id}`, key)];
      return (
        answers.every(({ status }) => status === 400) &&
        !('polluted' in (await call('GET', `/Users/${id}`)).body)
      );
    },
  },
  {
    title: 'an ETag, 412 for another, 304 for the same',
    passes: async (call) => {
      const { body, headers } = await call('POST', '/Users', person(fresh()));
      const path = `/Users/${body.id}`;
      const change = patchOf({ op: 'replace', path: 'displayName', value: 'K' });
      const etag = headers.get('etag') ?? '';
      return (
        etag !== '' &&
        (await call('GET', path, undefined, { 'If-None-Match': etag })).status === 304 &&
        (await call('PATCH', path, change, { 'If-Match': 'W/"other"' })).status === 412
      );
    },
  },
  {
    title: 'a delete is 204, then 404, and the name is free',
    passes: async (call) => {
      const name = fresh();
      const { body } = await call('POST', '/Users', person(name));
      const gone = await call('DELETE', `/Users/${body.id}`);
      const again = await call('DELETE', `/Users/${body.id}`);
      return (
        gone.status === 204 &&
        isError(again, 404) &&
        (await call('POST', '/Users', person(name))).status === 201
      );
    },
  },
];
