import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseConfig, type SystemConfig } from '@rollcall/accounts/config';
import { stringify } from 'yaml';
import type { Context } from '../context.js';
import { Problem } from '../problem.js';
import { writeResult } from '../write-file.js';

export interface InitFlags {
  readonly config?: string;
}

const VENDORS = ['qradar', 'iq', 'qlik', 'qualys-saq'] as const;
const SCHEMA = 'node_modules/@rollcall/accounts/schema/rollcall.schema.json';

/** `rollcall init`: asks for systems and writes rollcall.yaml. It asks for no secret. */
export async function init(this: Context, flags: InitFlags): Promise<void> {
  const { ask } = this;
  if (!ask) throw new Problem('nobody can be asked here; run `rollcall init` in a terminal');
  const name = flags.config ?? 'rollcall.yaml';
  const file = resolve(this.cwd, name);
  if (existsSync(file))
    throw new Problem(`${name} is there already; move it away, or name another with --config`);
  const systems: Record<string, SystemConfig> = {};
  while (true) {
    const question = `Vendor of ${Object.keys(systems).length === 0 ? 'a' : 'another'} system (${VENDORS.join(', ')}; empty to end): `;
    const answer = await ask(question);
    if (answer === '') break;
    const vendor = VENDORS.find((each) => each === answer);
    if (!vendor) this.process.stderr.write(`'${answer}' is none of ${VENDORS.join(', ')}\n`);
    else Object.assign(systems, await askSystem(ask, vendor, systems));
  }
  if (Object.keys(systems).length === 0) throw new Problem('no system was named; nothing was written');
  const people = (await ask('People file (people.csv): ')) || 'people.csv';
  const text = `# yaml-language-server: $schema=${SCHEMA}\n${stringify({ people, systems, rules: [] })}`;
  parseConfig(text, name);
  writeResult(file, text);
  const variables = [...text.matchAll(/\$\{env:(\w+)\}/g)].map(([, variable]) => variable).join(', ');
  this.process.stderr.write(`${name} written. Set ${variables}, then run \`rollcall check\`.\n`);
}

async function askSystem(
  ask: NonNullable<Context['ask']>,
  vendor: SystemConfig['vendor'],
  known: Readonly<Record<string, unknown>>,
): Promise<Record<string, SystemConfig>> {
  const free = Object.hasOwn(known, vendor) ? `${vendor}-${Object.keys(known).length + 1}` : vendor;
  const name = (await ask(`Its name (${free}): `)) || free;
  const url = await ask('Its address (https://…): ');
  const variable = `ROLLCALL_${name.toUpperCase().replace(/\W/g, '_')}`;
  const secret = `\${env:${variable}}`;
  if (vendor === 'qradar') return { [name]: { vendor, url, auth: { secToken: secret } } };
  if (vendor === 'qlik') return { [name]: { vendor, url, auth: { apiKey: secret } } };
  const username = await ask('User name of the credential: ');
  return { [name]: { vendor, url, auth: { username, password: secret } } };
}
