import { resolve } from 'node:path';
import { type Context, EXIT } from '../context.js';
import { MARKS } from '../gen/unconfirmed.gen.js';
import { askOf } from '../probe/ask.js';
import { endpointOf } from '../probe/endpoint.js';
import { patchOf } from '../probe/patch.js';
import { profileOf } from '../probe/profile.js';
import { probe as look } from '../probe/run.js';
import { probeText } from '../probe/text.js';
import { openWorkspace } from '../workspace.js';
import { writeResult } from '../write-file.js';

export interface ProbeFlags {
  readonly config?: string;
  readonly sandbox?: boolean;
  readonly json?: boolean;
  readonly patch?: string;
  readonly profile?: string;
}

/** `rollcall probe SYSTEM`: reads only. */
export async function probe(
  this: Context,
  { json, patch, profile: profileFile, ...flags }: ProbeFlags,
  name: string,
): Promise<void> {
  const workspace = await openWorkspace(this, { ...flags, system: [name] }, 'unread');
  try {
    for (const system of workspace.systems) {
      const { vendor } = system.config;
      const findings = await look(vendor, askOf(name, await endpointOf(system)));
      if (patch !== undefined) {
        const own = MARKS.filter((mark) => mark.vendor === vendor);
        writeResult(resolve(this.cwd, patch), patchOf(own, findings));
        this.process.stderr.write(`${patch} written\n`);
      }
      if (profileFile !== undefined) {
        const { profile, unsaid } = profileOf(vendor, findings, this.now());
        writeResult(resolve(this.cwd, profileFile), `${JSON.stringify(profile, null, 2)}\n`);
        this.process.stderr.write(`${profileFile} written\n`);
        for (const { pointer, seen } of unsaid) {
          this.process.stderr.write(`${profileFile} has no place for ${pointer}: ${seen}\n`);
        }
      }
      const data = { version: 1, system: name, vendor, findings };
      this.process.stdout.write(json ? `${JSON.stringify(data, null, 2)}\n` : probeText(name, findings));
      if (findings.some(({ outcome }) => outcome === 'differs')) this.process.exitCode = EXIT.changes;
    }
  } finally {
    await workspace.close();
  }
}
