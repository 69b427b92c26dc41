/** A budget that is out of reach: what is measured instead, with room for a busy machine, and why it is no better. */
export interface Floor {
  /** A run that is worse than this fails all the same. */
  readonly floor: number;
  readonly reason: string;
}

const BUSY =
  'kept on a quiet machine; in microseconds and milliseconds everything grows with what else the machine does, the plain fetch beside it too';
const SIGNAL =
  'the platform takes 10 µs more for a fetch that can be aborted, and every call of ours has a timeout; the rest is what a call costs by itself';
const BUNDLE =
  'without retries, redirects, redaction and the errors of failed calls it would be 7.5 (IQ) to 9.7 kB (QRadar), as the rows beside it show: loading them when a call has failed is no good moment';
const busy = (floor: number): Floor => ({ floor, reason: BUSY });
const bundle = (floor: number): Floor => ({ floor, reason: BUNDLE });

/** By `case/name`. docs/performance.md of the facade tells what was tried. */
export const floors: Readonly<Record<string, Floor>> = {
  'stubbed/facade QRadar beyond fetch + JSON.parse': busy(45),
  'stubbed/facade Qlik beyond fetch + JSON.parse': busy(45),
  'stubbed/facade IQ beyond fetch + JSON.parse': busy(45),
  'loopback/facade QRadar, CPU': { floor: 1.5, reason: SIGNAL },
  'bundle/qradar': bundle(15.5),
  'bundle/iq': bundle(12.3),
  'bundle/qlik': bundle(14.2),
  'import/@rollcall/facade/qradar': busy(14),
  'import/@rollcall/facade/iq': busy(14),
  'import/@rollcall/facade/qlik': busy(14),
  'import/@rollcall/facade/qualys-saq': busy(14),
};
