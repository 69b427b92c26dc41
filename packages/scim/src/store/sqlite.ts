import { closeSync, openSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { type Database, MIGRATIONS, sqlStore } from './sql-store.js';
import type { Store } from './store.js';

/** SQLITE_CONSTRAINT; its extended codes have it in their lower byte (sqlite.org/rescode.html). */
const CONSTRAINT = 19;

/**
 * The store in one file, for one instance. `:memory:` keeps nothing.
 *
 * @example
 * const store = sqliteStore('/var/lib/rollcall-scim/state.db');
 */
export function sqliteStore(file: string, now?: () => number): Store {
  // It holds what is known of people: for its owner only, and so are SQLite's files beside it.
  if (file !== ':memory:') closeSync(openSync(file, 'a', 0o600));
  const sqlite = new DatabaseSync(file);
  // A write that was answered survives a power cut.
  sqlite.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000');
  for (const migration of MIGRATIONS) sqlite.exec(migration);
  const statements = new Map<string, StatementSync>();
  const prepared = (sql: string) => {
    const known = statements.get(sql);
    if (known) return known;
    const made = sqlite.prepare(sql.replaceAll(/\$(\d)/g, '?$1'));
    statements.set(sql, made);
    return made;
  };
  const database: Database = {
    query: async (sql, values) => prepared(sql).all(...values),
    close: async () => sqlite.close(),
    isConflict: (error) =>
      error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === CONSTRAINT,
  };
  return sqlStore(database, now);
}
