import type { Mock } from '../mock/mock.js';
import type { Operation } from '../spec/operation.js';
import { vendorTable } from '../vendor/table.js';
import { type Directories, userLine } from './user-line.js';

const SHOWN_USERS = 100;
const SHOWN_TASKS = 50;

/** The parts of a snapshot that the page shows, whichever the vendor. */
interface State extends Directories {
  readonly users?: readonly unknown[];
  readonly tasks?: readonly unknown[];
  readonly deploy?: unknown;
}

/** What the page shows beside the journal: bounded, however many users and tasks there are. */
export function summarize(mock: Mock, operations: readonly Operation[]): unknown {
  const state = (mock.snapshot() ?? {}) as State;
  const { title, hasTasks = false } = vendorTable[mock.vendor];
  const { users = [], tasks = [], deploy = null } = state;
  return {
    vendor: mock.vendor,
    title,
    // The sandbox prints the same ones at its start.
    credentials: mock.credentials.headers,
    hasTasks,
    // Entries before it are forgotten: by a reset, or because there were a thousand after them.
    oldestEntry: mock.journal[0]?.n ?? null,
    operations: operations.map(({ iid, method, path }) => ({
      operationId: iid,
      method: method.toUpperCase(),
      path,
    })),
    users: { total: users.length, first: users.slice(0, SHOWN_USERS).map((user) => userLine(user, state)) },
    tasks: { total: tasks.length, last: tasks.slice(-SHOWN_TASKS).reverse() },
    deploy,
    violations: mock.violations.length,
  };
}
