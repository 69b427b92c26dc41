import { randomBytes } from 'node:crypto';
import type { Kind, PersonRecord, RecordKey, RecordState, Store } from './store.js';

/** A database that takes `$1`, `$2`, … and answers rows. */
export interface Database {
  query(sql: string, values: readonly SqlValue[]): Promise<Row[]>;
  close(): Promise<void>;
  /** Whether an error says that a unique constraint would have been broken. */
  isConflict(error: unknown): boolean;
}
type SqlValue = string | number | null;
type Row = Record<string, unknown>;

const COLUMNS = 'system, kind, id, state, account_id, external_id, user_name, data';

/** One statement each, so that every statement is whole or not there, on SQLite and PostgreSQL alike. */
export const MIGRATIONS = [
  `CREATE TABLE IF NOT EXISTS scim_records (
     system TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, state TEXT NOT NULL,
     account_id TEXT, external_id TEXT, user_name TEXT, data TEXT,
     PRIMARY KEY (system, kind, id))`,
  'CREATE UNIQUE INDEX IF NOT EXISTS scim_records_account ON scim_records (system, kind, account_id)',
  'CREATE UNIQUE INDEX IF NOT EXISTS scim_records_external ON scim_records (system, kind, external_id)',
  'CREATE UNIQUE INDEX IF NOT EXISTS scim_records_name ON scim_records (system, kind, user_name)',
  'CREATE TABLE IF NOT EXISTS scim_leases (name TEXT PRIMARY KEY, owner TEXT NOT NULL, until BIGINT NOT NULL)',
  'CREATE TABLE IF NOT EXISTS scim_secrets (name TEXT PRIMARY KEY, secret TEXT NOT NULL)',
] as const;

/** The store on any SQL database. `now` in milliseconds since 1970; instances on one database share a clock's truth. */
export function sqlStore(database: Database, now: () => number = Date.now): Store {
  const one = async (where: string, values: SqlValue[]): Promise<PersonRecord | undefined> => {
    const [row] = await database.query(`SELECT ${COLUMNS} FROM scim_records WHERE ${where}`, values);
    return row && toRecord(row);
  };
  const written = async (sql: string, values: SqlValue[]): Promise<boolean> => {
    try {
      return (await database.query(sql, values)).length > 0;
    } catch (error) {
      if (database.isConflict(error)) return false;
      throw error;
    }
  };
  return {
    get: ({ system, kind, id }) => one('system = $1 AND kind = $2 AND id = $3', [system, kind, id]),
    byAccount: (system, kind, accountId) =>
      one('system = $1 AND kind = $2 AND account_id = $3', [system, kind, accountId]),
    byExternalId: (system, kind, externalId) =>
      one('system = $1 AND kind = $2 AND external_id = $3', [system, kind, externalId]),
    byUserName: (system, kind, userName) =>
      one('system = $1 AND kind = $2 AND user_name = $3', [system, kind, userName]),
    list: async (system, kind) => {
      const sql = `SELECT ${COLUMNS} FROM scim_records WHERE system = $1 AND kind = $2 ORDER BY id`;
      return (await database.query(sql, [system, kind])).map(toRecord);
    },
    insert: (record) =>
      written(
        `INSERT INTO scim_records (${COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
        toValues(record),
      ),
    update: (record, formerId = record.id) =>
      written(
        `UPDATE scim_records SET id = $3, state = $4, account_id = $5, external_id = $6, user_name = $7, data = $8
         WHERE system = $1 AND kind = $2 AND id = $9 RETURNING id`,
        [...toValues(record), formerId],
      ),
    remove: async ({ system, kind, id }: RecordKey) => {
      const sql = 'DELETE FROM scim_records WHERE system = $1 AND kind = $2 AND id = $3';
      await database.query(sql, [system, kind, id]);
    },
    lease: (name, owner, ttlMs) =>
      written(
        `INSERT INTO scim_leases (name, owner, until) VALUES ($1, $2, $3)
         ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until
         WHERE scim_leases.until <= $4 OR scim_leases.owner = excluded.owner RETURNING name`,
        [name, owner, now() + ttlMs, now()],
      ),
    release: async (name, owner) => {
      await database.query('DELETE FROM scim_leases WHERE name = $1 AND owner = $2', [name, owner]);
    },
    secret: async (name) => {
      const sql = 'INSERT INTO scim_secrets (name, secret) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING';
      await database.query(sql, [name, randomBytes(32).toString('base64url')]);
      const [row] = await database.query('SELECT secret FROM scim_secrets WHERE name = $1', [name]);
      return String(row?.secret);
    },
    close: () => database.close(),
  };
}

function toValues(record: PersonRecord): SqlValue[] {
  const { system, kind, id, state, accountId, externalId, userName, data } = record;
  const json = data === undefined ? null : JSON.stringify(data);
  return [system, kind, id, state, accountId ?? null, externalId ?? null, userName ?? null, json];
}

function toRecord(row: Row): PersonRecord {
  return {
    system: String(row.system),
    kind: row.kind as Kind,
    id: String(row.id),
    state: row.state as RecordState,
    ...(typeof row.account_id === 'string' && { accountId: row.account_id }),
    ...(typeof row.external_id === 'string' && { externalId: row.external_id }),
    ...(typeof row.user_name === 'string' && { userName: row.user_name }),
    ...(typeof row.data === 'string' && { data: JSON.parse(row.data) as NonNullable<PersonRecord['data']> }),
  };
}
