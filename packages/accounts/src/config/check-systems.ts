import { InvalidInputError } from '@rollcall/facade';
import type { Vendor } from '../account.js';
import { placeOf } from './place.js';
import type { AuthConfig, Config, SystemConfig } from './types.js';

/** What a vendor takes for a credential: one of these, whole. */
const CREDENTIALS: Readonly<Record<Vendor, readonly (readonly (keyof AuthConfig)[])[]>> = {
  qradar: [['secToken'], ['username', 'password']],
  iq: [['bearerToken'], ['username', 'password']],
  qlik: [['apiKey']],
  'qualys-saq': [['username', 'password']],
};

/** Settings that mean something for one vendor only. */
const OWN_SETTINGS = {
  version: 'qradar',
  resources: 'qradar',
  deploy: 'qradar',
  realms: 'iq',
  csrf: 'iq',
  pace: 'qlik',
} as const;

/**
 * What the schema cannot say in a sentence: each vendor has its credential, no setting is without effect, rules name
 * systems that there are.
 * @throws InvalidInputError with everything that is wrong.
 */
export function checkSystems({ rules = [], systems }: Config, file: string): void {
  const names = Object.keys(systems);
  const problems = [
    ...Object.entries(systems).flatMap(([name, system]) => [
      ...credentialProblem(`systems.${name}.auth`, system),
      ...settingProblems(`systems.${name}`, system),
    ]),
    ...rules.flatMap(({ system }, index) =>
      names.includes(system)
        ? []
        : [`rules.${index} names the system '${system}'; there are ${names.join(', ')}`],
    ),
  ];
  problems.push(...sharedAddresses(systems));
  if (problems.length > 0) throw new InvalidInputError(`${file}: ${problems.join('; ')}`);
}

/** Two names for one system would be planned and limited each for itself, as if there were twice as many accounts. */
function sharedAddresses(systems: Config['systems']): string[] {
  const known = new Map<string, string>();
  return Object.entries(systems).flatMap(([name, system]) => {
    if (!URL.canParse(system.url)) return [];
    const place = placeOf(system);
    const first = known.get(place);
    known.set(place, first ?? name);
    return first === undefined
      ? []
      : [`systems.${first} and systems.${name} are one address, ${system.url}: keep one of them`];
  });
}

function credentialProblem(where: string, { auth, vendor }: SystemConfig): string[] {
  const given = Object.keys(auth) as (keyof AuthConfig)[];
  const kinds = CREDENTIALS[vendor];
  const takes = `${vendor} takes ${kinds.map((fields) => fields.join(' and ')).join(', or ')}`;
  const kind = kinds.find((fields) => given.every((field) => fields.includes(field)));
  if (!kind) return [`${where} has ${given.join(' and ')}, and ${takes}`];
  const missing = kind.find((field) => !given.includes(field));
  return missing ? [`${where}.${missing} is missing: ${takes}`] : [];
}

function settingProblems(where: string, system: SystemConfig): string[] {
  return Object.entries(OWN_SETTINGS)
    .filter(([name, vendor]) => Object.hasOwn(system, name) && system.vendor !== vendor)
    .map(([name, vendor]) => `${where}.${name} is for ${vendor}, and this is ${system.vendor}: take it out`);
}
