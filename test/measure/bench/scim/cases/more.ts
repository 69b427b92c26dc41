import { type Body, type Call, MESSAGES, patchOf, person } from '../client.ts';
import { type Case, fresh, isError, made } from './case.ts';

const bulkOf = (operations: readonly object[], more: object = {}) => ({
  schemas: [`${MESSAGES}:BulkRequest`],
  Operations: operations,
  ...more,
});
const create = (bulkId: string, data: object) => ({ method: 'POST', path: '/Users', bulkId, data });

/** A group that takes members: one that is there, or a new one where groups are made by clients. */
async function group(call: Call): Promise<Body> {
  const { body } = await call('GET', '/Groups');
  if (body.Resources?.length > 0) return body.Resources[0];
  const schemas = ['urn:ietf:params:scim:schemas:core:2.0:Group'];
  return (await call('POST', '/Groups', { schemas, displayName: fresh(), members: [] })).body;
}

async function membersAfter(call: Call, { id }: Body, ...operations: object[]): Promise<string[]> {
  const { status } = await call('PATCH', `/Groups/${id}`, patchOf(...operations));
  if (status !== 200 && status !== 204) throw new Error(`PATCH was answered ${status}`);
  const { members = [] } = (await call('GET', `/Groups/${id}`)).body;
  return members.map(({ value }: Body) => value);
}

const add = (...ids: string[]) => ({
  op: 'Add',
  path: 'members',
  value: ids.map((value) => ({ $ref: null, value })),
});

/** Bulk, groups, errors and access. */
export const MORE: readonly Case[] = [
  {
    title: 'Bulk: each bulkId made once, with its status as text',
    passes: async (call) => {
      const names = [fresh(), fresh()];
      const { body, status } = await call(
        'POST',
        '/Bulk',
        bulkOf(names.map((name) => create(name, person(name)))),
      );
      return (
        status === 200 &&
        body.Operations.length === 2 &&
        body.Operations.every(
          (each: Body) => String(each.status) === '201' && typeof each.status === 'string',
        )
      );
    },
  },
  {
    title: 'Bulk: failOnErrors ends it',
    passes: async (call) => {
      const late = fresh();
      const operations = [create('a', { schemas: [] }), create('b', person(late))];
      const { body, status } = await call('POST', '/Bulk', bulkOf(operations, { failOnErrors: 1 }));
      return status === 200 && body.Operations.length === 1;
    },
  },
  {
    title: 'Bulk: too many operations are 413',
    passes: async (call) => {
      const many = Array.from({ length: 1001 }, () => ({ method: 'DELETE', path: '/Users/nobody' }));
      return isError(await call('POST', '/Bulk', bulkOf(many)), 413);
    },
  },
  {
    title: 'a member is added once, and removed by filter and by value (Okta, Entra)',
    passes: async (call) => {
      const [ann, bea] = [await made(call), await made(call)];
      const target = await group(call);
      const twice = await membersAfter(call, target, add(ann.id), add(ann.id, bea.id));
      const left = await membersAfter(call, target, { op: 'remove', path: `members[value eq "${ann.id}"]` });
      const none = await membersAfter(call, target, {
        op: 'Remove',
        path: 'members',
        value: [{ $ref: null, value: bea.id }],
      });
      const count = (list: string[], id: string) => list.filter((each) => each === id).length;
      return (
        count(twice, ann.id) === 1 &&
        !left.includes(ann.id) &&
        left.includes(bea.id) &&
        !none.includes(bea.id)
      );
    },
  },
  {
    title: 'a hostile member value takes nobody else out',
    passes: async (call) => {
      const ann = await made(call);
      const target = await group(call);
      await membersAfter(call, target, add(ann.id));
      return hasStayed(call, target, ann.id);
    },
  },
  {
    title: 'excludedAttributes=members',
    passes: async (call) => {
      const target = await group(call);
      const { body } = await call('GET', `/Groups/${target.id}?excludedAttributes=members`);
      return body.displayName === target.displayName && !body.members;
    },
  },
  { title: '/Me is 501', passes: async (call) => isError(await call('GET', '/Me'), 501) },
  {
    title: 'a method that is not served is 405',
    passes: async (call) => (await call('DELETE', '/Users')).status === 405,
  },
  {
    title: 'no token and a wrong one are 401, with WWW-Authenticate and an Error',
    passes: async (call) => {
      for (const Authorization of ['', 'Bearer wrong']) {
        const answer = await call('GET', '/Users', undefined, { Authorization });
        if (!isError(answer, 401) || !answer.headers.get('www-authenticate')) return false;
      }
      return true;
    },
  },
  {
    title: 'answers are application/scim+json',
    passes: async (call) =>
      (await call('GET', '/Users?count=1')).headers
        .get('content-type')
        ?.startsWith('application/scim+json') === true,
  },
];

/** Whether somebody is still a member after a removal whose value is a piece of a filter. */
async function hasStayed(call: Call, target: Body, id: string): Promise<boolean> {
  const hostile = [{ value: 'zz" or value pr or value eq "zz' }];
  await call('PATCH', `/Groups/${target.id}`, patchOf({ op: 'Remove', path: 'members', value: hostile }));
  const { members = [] } = (await call('GET', `/Groups/${target.id}`)).body;
  return members.some(({ value }: Body) => value === id);
}
