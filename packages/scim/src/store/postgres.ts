import { Pool } from 'pg';
import { type Database, MIGRATIONS, sqlStore } from './sql-store.js';
import type { Store } from './store.js';

/** unique_violation (PostgreSQL's appendix A). */
const UNIQUE_VIOLATION = '23505';
/** A number that only our instances use, to make the tables one after the other. */
const MIGRATION_LOCK = 7_643_7644;

/**
 * The store in PostgreSQL, for several instances on one database.
 *
 * @param connectionString As `pg` takes it: `postgres://user@host/database`.
 * @throws What `pg` says when the database cannot be reached.
 * @example
 * const store = await postgresStore('postgres://rollcall@db.example.com/scim');
 */
export async function postgresStore(connectionString: string, now?: () => number): Promise<Store> {
  const pool = new Pool({ connectionString });
  // An idle connection that breaks is replaced on next use; without a listener it would end the process.
  pool.on('error', () => {});
  const client = await pool.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    for (const migration of MIGRATIONS) await client.query(migration);
    await client.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
  } finally {
    client.release();
  }
  const database: Database = {
    query: async (sql, values) => (await pool.query(sql, [...values])).rows,
    close: () => pool.end(),
    isConflict: (error) => error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION,
  };
  return sqlStore(database, now);
}
