import type { ScimOptions, ScimSystem } from '../options.js';

/** What the program serves: sandboxes, or the systems of a configuration. */
export interface Served {
  systems: Record<string, ScimSystem>;
  options: ScimOptions;
  /** Certificate and key, PEM. Absent: plain http. */
  tls?: { cert: Buffer; key: Buffer };
  close(): Promise<void>;
}
