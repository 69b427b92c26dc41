import { filterBy, MESSAGES, person, USER } from '../client.ts';
import { type Case, found, fresh, isError, made } from './case.ts';

/** Discovery, reading, lists and filters. */
export const READING: readonly Case[] = [
  {
    title: 'ServiceProviderConfig is read without a login',
    passes: async (call) =>
      (await call('GET', '/ServiceProviderConfig', undefined, { Authorization: '' })).status === 200,
  },
  {
    title: 'Schemas and ResourceTypes: all, one, 404',
    passes: async (call) => {
      for (const [list, id] of [
        ['Schemas', USER],
        ['ResourceTypes', 'User'],
      ] as const) {
        if ((await call('GET', `/${list}`)).body.totalResults < 1) return false;
        if ((await call('GET', `/${list}/${id}`)).body.id?.toLowerCase() !== id.toLowerCase()) return false;
        if (!isError(await call('GET', `/${list}/nonsense`), 404)) return false;
      }
      return true;
    },
  },
  {
    title: 'a filter on Schemas is 403',
    passes: async (call) => isError(await call('GET', '/Schemas?filter=id%20pr'), 403),
  },
  {
    title: 'an unknown id is a 404 Error',
    passes: async (call) => isError(await call('GET', '/Users/nobody'), 404),
  },
  {
    title: 'attributes: sub-attribute, in any case of letters',
    passes: async (call) => {
      const { id } = await made(call);
      const { body } = await call('GET', `/Users/${id}?attributes=NAME.givenname,title`);
      return body.id === id && body.name?.givenName !== undefined && !body.name.familyName && !body.userName;
    },
  },
  {
    title: 'excludedAttributes keeps id',
    passes: async (call) => {
      const { id } = await made(call);
      const { body } = await call('GET', `/Users/${id}?excludedAttributes=id,name`);
      return body.id === id && !body.name && Boolean(body.userName);
    },
  },
  {
    title: 'no match is 200 with 0',
    passes: async (call) => (await found(call, 'userName eq "nobody"')) === 0,
  },
  {
    title: 'startIndex 0, -5 and past the end',
    passes: async (call) => {
      await made(call);
      const first = await Promise.all([0, -5].map((at) => call('GET', `/Users?startIndex=${at}&count=1`)));
      const past = (await call('GET', '/Users?startIndex=99999&count=1')).body;
      return (
        first.every(({ body }) => body.startIndex === 1) &&
        (past.Resources ?? []).length === 0 &&
        past.totalResults > 0
      );
    },
  },
  {
    title: 'count 0 and -1 give only the total',
    passes: async (call) => {
      await made(call);
      const answers = await Promise.all([0, -1].map((count) => call('GET', `/Users?count=${count}`)));
      return answers.every(({ body }) => body.totalResults > 0 && (body.Resources ?? []).length === 0);
    },
  },
  {
    title: 'every operator of a filter, in any case',
    passes: async (call) => {
      const name = fresh();
      await call('POST', '/Users', person(name));
      const own = `userName sw "${name}"`;
      const filters = ['EQ', 'co', 'Sw', 'ew', 'ge', 'le'].map(
        (operator) => `userName ${operator} "${name}@ACME.test"`,
      );
      for (const filter of [
        ...filters,
        'userName PR',
        `userName ne "x"`,
        'userName gt "a"',
        'userName lt "d"',
      ]) {
        if ((await found(call, `${filter} and ${own}`)) !== 1) return false;
      }
      return true;
    },
  },
  {
    title: 'not, brackets, and before or',
    passes: async (call) => {
      const name = fresh();
      await call('POST', '/Users', person(name));
      const own = `userName sw "${name}"`;
      return (
        (await found(call, `not (userName eq "x") and ${own}`)) === 1 &&
        (await found(call, `${own} or userName eq "x" and userName eq "y"`)) === 1 &&
        (await found(call, `(${own} or userName eq "x") and userName eq "y"`)) === 0
      );
    },
  },
  {
    title: 'value paths and emails co, among people without addresses',
    passes: async (call) => {
      const name = fresh();
      await call('POST', '/Users', person(name));
      await made(call, { emails: [] });
      return (
        (await found(call, `emails[type eq "work" and value eq "${name}@acme.test"]`)) === 1 &&
        (await found(call, `emails co "${name}@"`)) === 1
      );
    },
  },
  {
    title: 'names with their URN in a filter',
    passes: async (call) => {
      const name = fresh();
      await call('POST', '/Users', person(name));
      return (await found(call, `${USER}:userName eq "${name}@acme.test"`)) === 1;
    },
  },
  {
    title: 'quotes and the word and inside a value',
    passes: async (call) => {
      const name = fresh();
      const displayName = `${name} "the" one and only`;
      await call('POST', '/Users', person(name, { displayName }));
      return (await found(call, `displayName eq ${JSON.stringify(displayName)}`)) === 1;
    },
  },
  {
    title: 'a bad filter and 20,000 brackets are 400 invalidFilter',
    passes: async (call) => {
      const search = (filter: string) =>
        call('POST', '/Users/.search', { schemas: [`${MESSAGES}:SearchRequest`], filter });
      const deep = `${'('.repeat(20_000)}userName pr${')'.repeat(20_000)}`;
      return (
        isError(await call('GET', filterBy('userName xx "a"')), 400, 'invalidFilter') &&
        isError(await search(deep), 400)
      );
    },
  },
  {
    title: 'sorted, those without a value last',
    passes: async (call) => {
      const tag = fresh();
      for (const displayName of ['b', 'a', undefined])
        await call(
          'POST',
          '/Users',
          person(fresh(), { externalId: undefined, displayName, name: { familyName: tag, givenName: tag } }),
        );
      const { body } = await call('GET', `${filterBy(`name.familyName eq "${tag}"`)}&sortBy=displayName`);
      const names = body.Resources.map((each: { displayName?: string }) => each.displayName);
      return names[0] === 'a' && names[1] === 'b' && names.length === 3;
    },
  },
  {
    title: 'pages by cursor (RFC 9865)',
    passes: async (call) => {
      await made(call);
      await made(call);
      const { body } = await call('GET', '/Users?cursor=&count=1');
      const next = await call('GET', `/Users?count=1&cursor=${body.nextCursor}`);
      return (
        Boolean(body.nextCursor) &&
        next.body.Resources?.length === 1 &&
        next.body.Resources[0].id !== body.Resources[0].id
      );
    },
  },
  {
    title: '.search is what GET is',
    passes: async (call) => {
      const name = fresh();
      await call('POST', '/Users', person(name));
      const filter = `userName eq "${name}@acme.test"`;
      const { body } = await call('POST', '/Users/.search', {
        schemas: [`${MESSAGES}:SearchRequest`],
        filter,
      });
      return body.totalResults === 1;
    },
  },
];
