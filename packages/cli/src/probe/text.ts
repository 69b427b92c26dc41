import type { Finding } from './run.js';

/** Differences first, then what is open, then how many marks there are of each kind. */
export function probeText(system: string, findings: readonly Finding[]): string {
  const of = (outcome: Finding['outcome']) => findings.filter((finding) => finding.outcome === outcome);
  const differs = of('differs').flatMap(({ evidence, mark, pointer, says, seen }) => [
    `differs  ${pointer}`,
    `         ${mark}`,
    `         the spec: ${says}`,
    `         seen:     ${seen}`,
    ...evidence.map((line) => `         ${line}`),
  ]);
  const open = of('open').map(({ pointer, why }) => `open     ${pointer}: ${why}`);
  const confirmed = of('confirmed').map(({ pointer, seen }) => `seen     ${pointer}: ${seen}`);
  const never = of('unreadable').map(
    ({ pointer, why }) => `never    ${pointer}: not observable by reading, ${why}`,
  );
  const count = (outcome: Finding['outcome']) => of(outcome).length;
  const sum = `${system}: ${findings.length} marks: ${count('confirmed')} confirmed, ${count('differs')} differ, ${count('open')} open here, ${count('unreadable')} not observable by reading`;
  return `${[...differs, ...confirmed, ...open, ...never, sum].join('\n')}\n`;
}
