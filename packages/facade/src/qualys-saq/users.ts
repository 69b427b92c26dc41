import {
  type Criteria,
  countUsers,
  createUsers,
  deleteUser,
  deleteUsers,
  getUser,
  type LongInput,
  maxPageSize,
  normalForms,
  type RecordSchema,
  type ServiceRequest,
  type ServiceResponse,
  searchUsers,
  type User,
  type UserCreate,
  type UserUpdate,
  updateUser,
  updateUsers,
  userCreateSchema,
  userUpdateSchema,
} from '@rollcall/qualys-saq/sdk';
import { InvalidInputError } from '../errors.js';
import type { Connection } from '../http/connection.js';
import { protocolError } from '../http/errors/protocol-error.js';
import type { CallOptions } from '../http/options.js';
import type { Result } from '../http/types.js';
import { cursorWalk, type Link } from '../paging/cursor.js';
import { type Paged, paged } from '../paging/paged.js';
import { checkRequired } from '../util/check.js';
import { unknownName } from '../util/check-options.js';
import { checkWritten, type WriteOptions } from '../written/check-written.js';
import { loadCodec } from './codec.js';
import { readDocument } from './connect.js';
import { where } from './criteria.js';

/** An id of 64 bits: digits as text, a bigint, or a number up to 2^53 - 1. Answers always give it as text. */
export type SaqId = LongInput;
/** Changes to one of several users. */
export type SaqUserChange = Omit<UserUpdate, 'id'> & { readonly id: SaqId };

export interface QualysSaqUsers {
  /** Users that meet all conditions, or all users; pages of 100 unless asked otherwise, at most 1000 (third party). */
  list(criteria?: Criteria | readonly Criteria[], options?: CallOptions): Paged<User>;
  /** One user. @throws HttpError with the vendor's responseCode inside HTTP 200 when there is none. */
  get(id: SaqId, options?: CallOptions): Promise<User>;
  /** The user with exactly this email address, or undefined. */
  find(emailAddress: string, options?: CallOptions): Promise<User | undefined>;
  /**
   * Creates one user, or several in one call, and answers them in the same order. The vendor may answer other values
   * than were sent: its own sample changes `company`.
   */
  create(input: UserCreate, options?: WriteOptions): Promise<User>;
  create(input: readonly UserCreate[], options?: WriteOptions): Promise<User[]>;
  /** Changes the given fields of one user, or of several in one call. What the vendor answers beside the id is not documented. */
  update(id: SaqId, patch: Omit<UserUpdate, 'id'>, options?: WriteOptions): Promise<User>;
  update(changes: readonly SaqUserChange[], options?: WriteOptions): Promise<User[]>;
  /** Deletes one user, or several in one call; resolves when the vendor has confirmed each of them. */
  delete(id: SaqId, options?: CallOptions): Promise<void>;
  delete(ids: readonly SaqId[], options?: CallOptions): Promise<void>;
  /** How many users meet all conditions, or how many there are. */
  count(criteria?: Criteria | readonly Criteria[], options?: CallOptions): Promise<number>;
}

const mandatory = userCreateSchema.elements.filter(({ required }) => required).map(({ name }) => name);

export function qualysSaqUsers(connection: Connection): QualysSaqUsers {
  /** The users as they are after a write, each compared with what was asked of it. */
  async function written(
    asked: readonly (UserCreate | UserUpdate)[],
    answered: readonly User[],
    result: Result,
    verify: boolean | undefined,
    call: CallOptions,
  ): Promise<User[]> {
    const checked: User[] = [];
    for (const [at, user] of answered.entries()) {
      const { id: _, tags, ...fields } = (asked[at] ?? {}) as UserUpdate;
      // What is added or removed names no value of the whole list.
      const wanted = tags?.set ? { ...fields, tags: tags.set } : fields;
      const readBack = () => users.get(user.id, call);
      const forms = normalForms.ServiceRequestXml;
      checked.push((await checkWritten(wanted, user, result, { forms, readBack, verify })) as User);
    }
    return checked;
  }

  const users: QualysSaqUsers = {
    list(criteria, options) {
      const conditions = listOf(criteria);
      const fetchPage = async (
        lastId: string | undefined,
        pageSize: number | undefined,
        signal: AbortSignal | undefined,
      ) => {
        if (pageSize !== undefined && pageSize > maxPageSize) {
          throw new InvalidInputError(`pageSize must be at most ${maxPageSize}`);
        }
        const filters = lastId === undefined ? conditions : [...conditions, where('id', 'GREATER', lastId)];
        const body = await build({
          ...(filters.length > 0 ? { filters } : {}),
          ...(pageSize === undefined ? {} : { preferences: { limitResults: pageSize } }),
        });
        return readPage(
          await connection.call(searchUsers, { body }, signal ? { ...options, signal } : options),
          lastId,
        );
      };
      return paged(
        cursorWalk(fetchPage, ({ id }) => id),
        options?.signal,
      );
    },

    async get(id, options) {
      const path = { id: idText(id) };
      return single(await connection.call(getUser, { path }, options), path.id);
    },

    async find(emailAddress, options) {
      for await (const user of users.list(where('emailAddress', 'EQUALS', emailAddress), options)) {
        if (user.emailAddress === emailAddress) return user;
      }
      return undefined;
    },

    async create(input: UserCreate | readonly UserCreate[], { verify, ...call }: WriteOptions = {}) {
      const data = several(input, 'users');
      for (const [index, user] of data.entries()) {
        checkRequired(`users[${index}]`, user, mandatory);
        checkFields(`users[${index}]`, user, userCreateSchema);
      }
      const body = await build({ data });
      const result = await connection.call(createUsers, { body }, call);
      const answered = await matched(
        result,
        data.map(({ emailAddress }) => emailAddress),
        ({ emailAddress }) => emailAddress,
      );
      const created = await written(data, answered, result, verify, call);
      return (Array.isArray(input) ? created : created[0]) as User & User[];
    },

    async update(
      target: SaqId | readonly SaqUserChange[],
      second?: Omit<UserUpdate, 'id'> | WriteOptions,
      options?: WriteOptions,
    ) {
      if (Array.isArray(target)) {
        const data = several(target as readonly SaqUserChange[], 'changes');
        const ids = data.map((change) => idText(change?.id));
        for (const [index, change] of data.entries())
          checkFields(`changes[${index}]`, change, userUpdateSchema);
        const body = await build({ data });
        const { verify, ...call } = (second ?? {}) as WriteOptions;
        const result = await connection.call(updateUsers, { body }, call);
        const updated = await matched(result, ids, byId);
        return (await written(data, updated, result, verify, call)) as User & User[];
      }
      const path = { id: idText(target as SaqId) };
      checkRequired('patch', second, []);
      checkFields('patch', second as object, userUpdateSchema);
      const body = await build({ data: [second as UserUpdate] });
      const { verify, ...call } = options ?? {};
      const result = await connection.call(updateUser, { path, body }, call);
      const answered = [await single(result, path.id)];
      const [updated] = await written([second as UserUpdate], answered, result, verify, call);
      return updated as User & User[];
    },

    async delete(target: SaqId | readonly SaqId[], options?: CallOptions) {
      if (!Array.isArray(target)) {
        const path = { id: idText(target as SaqId) };
        await single(await connection.call(deleteUser, { path }, options), path.id);
        return;
      }
      const ids = several(target as readonly SaqId[], 'ids').map(idText);
      const body = await build({ filters: [where('id', 'IN', ids as [string, ...string[]])] });
      await matched(await connection.call(deleteUsers, { body }, options), ids, byId);
    },

    async count(criteria, options) {
      const filters = listOf(criteria);
      const body = await build(filters.length > 0 ? { filters } : {});
      const answer = await connection.call(countUsers, { body }, options);
      const { count } = await readDocument(answer);
      if (count === undefined || count < 0)
        throw protocolError(answer.call, answer.response, "the answer holds no 'count'");
      return count;
    },
  };
  return users;
}

/** One page: the next one starts after `lastId`, which must have moved on, or the walk would never end. */
async function readPage(answer: Result, before: string | undefined): Promise<Link<User, string>> {
  const page = await readUsers(answer);
  const unnamed = page.data.find(({ id }) => id === undefined);
  if (unnamed) throw protocolError(answer.call, answer.response, 'a user of the list has no id');
  const again = before === undefined ? undefined : page.data.find(({ id }) => BigInt(id) <= BigInt(before));
  if (again) {
    throw protocolError(
      answer.call,
      answer.response,
      `users after id ${before} were asked for, and ${again.id} came`,
    );
  }
  const next = page.hasMoreRecords ? (page.lastId ?? page.data.at(-1)?.id) : undefined;
  const noProgress = () =>
    protocolError(
      answer.call,
      answer.response,
      `more records are promised, but lastId (${next ?? 'missing'}) does not move on from ${before ?? 'the start'}`,
    );
  const moves = next !== undefined && (before === undefined || BigInt(next) > BigInt(before));
  if (page.hasMoreRecords && !moves) throw noProgress();
  return { items: page.data, next, noProgress };
}

/** An answer that carries users: `count`, where it is given, must agree with them. */
async function readUsers(answer: Result): Promise<ServiceResponse> {
  const document = await readDocument(answer);
  if (document.count !== undefined && document.count !== document.data.length) {
    throw protocolError(
      answer.call,
      answer.response,
      `count says ${document.count} users, ${document.data.length} came`,
    );
  }
  return document;
}

const byId = ({ id }: User): unknown => id;

/** The users of an answer in the order in which they were sent: each of them once, and nobody else. */
async function matched(
  answer: Result,
  wanted: readonly unknown[],
  keyOf: (user: User) => unknown,
): Promise<User[]> {
  const { data } = await readUsers(answer);
  const left = new Map<string, User[]>();
  for (const user of data) {
    const key = keyText(keyOf(user));
    left.set(key, [...(left.get(key) ?? []), user]);
  }
  const found = wanted.map((key) => left.get(keyText(key))?.shift());
  const missing = wanted.filter((_, at) => found[at] === undefined);
  if (missing.length === 0 && data.length === wanted.length) return found as User[];
  const { call, response } = answer;
  const unconfirmed = missing.slice(0, 5).map(String).join(', ');
  throw protocolError(
    call,
    response,
    `${wanted.length} users were sent, the answer has ${data.length}${missing.length > 0 ? `, and not ${unconfirmed}` : ''}`,
  );
}

/** Ids are digits with or without zeros in front, addresses are compared in any case of letters. */
function keyText(key: unknown): string {
  const text = String(key ?? '')
    .trim()
    .toLowerCase();
  return /^[0-9]{1,19}$/.test(text) ? BigInt(text).toString() : text;
}

async function single(answer: Result, id: string): Promise<User> {
  return (await matched(answer, [id], byId))[0] as User;
}

async function build(request: ServiceRequest): Promise<string> {
  const { buildServiceRequest, XmlInputError } = await loadCodec();
  try {
    return buildServiceRequest(request);
  } catch (error) {
    if (error instanceof XmlInputError) throw new InvalidInputError(error.message);
    throw error;
  }
}

/** The schema is closed: Qualys refuses an element that it does not have, so that there is no `extra` here. */
function checkFields(what: string, input: object, schema: RecordSchema): void {
  const known = schema.elements.map(({ name }) => name);
  const odd = Object.keys(input).find((name) => !known.includes(name));
  if (odd !== undefined)
    throw unknownName(what, odd, known, '. Its schema is closed: there are no extra fields');
}

function idText(id: unknown): string {
  const text = typeof id === 'number' && !Number.isSafeInteger(id) ? '' : String(id);
  if (!['string', 'number', 'bigint'].includes(typeof id) || !/^[0-9]{1,19}$/.test(text)) {
    throw new InvalidInputError(
      'id must be a whole number: digits as text, a bigint, or a number up to 2^53 - 1',
    );
  }
  return text;
}

function several<Item>(input: Item | readonly Item[], what: string): Item[] {
  const list = Array.isArray(input) ? [...(input as readonly Item[])] : [input as Item];
  if (list.length === 0) throw new InvalidInputError(`${what} must not be empty`);
  return list;
}

function listOf(criteria: Criteria | readonly Criteria[] | undefined): Criteria[] {
  if (criteria === undefined) return [];
  return Array.isArray(criteria) ? [...(criteria as readonly Criteria[])] : [criteria as Criteria];
}
