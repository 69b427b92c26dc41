import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseConfig, type SystemConfig } from '@rollcall/accounts/config';
import { stringify } from 'yaml';
import type { Context } from '../context.js';
import {
  addressProblem,
  freeName,
  nameProblem,
  peopleProblem,
  placeProblem,
  variableOf,
} from '../init/answers.js';
import { type Asker, asker } from '../init/ask.js';
import { OWN_COLUMNS } from '../people/columns.js';
import { Problem } from '../problem.js';
import { checkFolder, writeResult } from '../write-file.js';

export interface InitFlags {
  readonly config?: string;
}

const VENDORS = ['qradar', 'iq', 'qlik', 'qualys-saq'] as const;
const SCHEMA = 'node_modules/@rollcall/accounts/schema/rollcall.schema.json';

/** `rollcall init`: asks for systems and writes rollcall.yaml. It asks for no secret. */
export async function init(this: Context, flags: InitFlags): Promise<void> {
  if (!this.ask) throw new Problem('nobody can be asked here; run `rollcall init` in a terminal');
  const name = flags.config ?? 'rollcall.yaml';
  const file = resolve(this.cwd, name);
  if (existsSync(file))
    throw new Problem(`${name} is there already; move it away, or name another with --config`);
  checkFolder(file);
  const ask = asker(this.ask, this);
  const systems: Record<string, SystemConfig> = {};
  while (true) {
    const which = Object.keys(systems).length === 0 ? 'a' : 'another';
    const vendor = await ask(`Vendor of ${which} system (${VENDORS.join(', ')}; empty to end)`, (answer) =>
      answer === '' || vendorOf(answer) ? undefined : `'${answer}' is none of ${VENDORS.join(', ')}`,
    );
    const known = vendorOf(vendor);
    if (!known) break;
    Object.assign(systems, await askSystem(ask, known, systems));
  }
  if (Object.keys(systems).length === 0) throw new Problem('no system was named; nothing was written');
  const people = (await ask('People file (people.csv)', peopleProblem)) || 'people.csv';
  const text = `# yaml-language-server: $schema=${SCHEMA}\n${stringify({ people, systems, rules: [] })}`;
  parseConfig(text, name);
  writeResult(file, text);
  const variables = Object.keys(systems).map(variableOf).join(', ');
  this.process.stderr.write(
    `${name} written. Set ${variables} to the secrets and run \`rollcall check\`. Then put your people into ${people}; its columns are ${OWN_COLUMNS.join(', ')}.\n`,
  );
}

function vendorOf(answer: string): SystemConfig['vendor'] | undefined {
  return VENDORS.find((each) => each === answer.toLowerCase());
}

async function askSystem(
  ask: Asker,
  vendor: SystemConfig['vendor'],
  known: Readonly<Record<string, SystemConfig>>,
): Promise<Record<string, SystemConfig>> {
  const free = freeName(vendor, known);
  const name = (await ask(`Its name (${free})`, (answer) => nameProblem(answer || free, known))) || free;
  const url = await ask(
    'Its address (https://…)',
    (answer) => addressProblem(answer) ?? placeProblem({ vendor, url: answer, auth: {} }, known),
  );
  const secret = `\${env:${variableOf(name)}}`;
  if (vendor === 'qradar') return { [name]: { vendor, url, auth: { secToken: secret } } };
  if (vendor === 'qlik') return { [name]: { vendor, url, auth: { apiKey: secret } } };
  const username = await ask('User name of the credential', (answer) =>
    answer === ''
      ? 'a user name is needed'
      : placeProblem({ vendor, url, auth: { username: answer } }, known),
  );
  return { [name]: { vendor, url, auth: { username, password: secret } } };
}
