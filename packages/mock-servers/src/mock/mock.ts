import type { Violation } from '../contract/violation.js';
import type { Faults } from '../faults/faults.js';
import type { JournalEntry } from '../journal/journal.js';
import type { Credentials } from '../vendor/table.js';
import type { Vendor } from '../vendor/vendors.js';

/** One vendor, answering in this process. Two mocks share nothing. */
export interface Mock<V extends Vendor = Vendor> {
  readonly vendor: V;
  /** What the mock accepts: ready `headers`, and the parts that a client of this vendor asks for. */
  readonly credentials: Credentials;
  /** The last 1000 requests, oldest first. */
  readonly journal: readonly JournalEntry[];
  /** The last 1000 ways in which responses broke the spec; a test wants it empty. */
  readonly violations: readonly Violation[];
  readonly faults: Faults<V>;
  /** Loads users and the like; throws an Error that names what is wrong with the data. */
  seed(data: unknown): void;
  /** Back to the start: seeded state, no faults, empty journal and violations. */
  reset(): void;
  /** The state as JSON data without passwords and tokens; `null` in mode `prism`. */
  snapshot(): unknown;
}
