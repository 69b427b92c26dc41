import { refuseUnknown } from '../input/nearest.js';
import { checkOptions, headerValue, type OptionRule, object, textList } from '../input/options.js';
import type { Operation } from '../spec/operation.js';
import { checkVendor, type Vendor } from '../vendor/vendors.js';
import type { Profile, ProfileError } from './profile.js';

const PROFILE_VERSION = 1;

const text: OptionRule = { wanted: 'a text', fits: (value) => typeof value === 'string' };
const isObject = object().fits;

const profileRules: Readonly<Record<keyof Profile, OptionRule>> = {
  $schema: text,
  version: { wanted: `${PROFILE_VERSION}`, fits: (value) => value === PROFILE_VERSION },
  vendor: text,
  system: text,
  observedAt: text,
  options: object(),
  absentOperations: textList('a list of operationIds'),
  extraFields: {
    wanted: 'objects by operationId',
    fits: (value) => isObject(value) && Object.values(value as object).every(isObject),
  },
  errors: {
    wanted: 'a list of { status, operationId?, body?, contentType? }',
    fits: (value) => Array.isArray(value) && value.every(isObject),
  },
};

const errorRules: Readonly<Record<keyof ProfileError, OptionRule>> = {
  status: {
    wanted: 'a whole number from 400 to 599',
    fits: (value) => Number.isInteger(value) && (value as number) >= 400 && (value as number) <= 599,
  },
  operationId: text,
  body: { wanted: 'a text or an object', fits: (value) => typeof value === 'string' || isObject(value) },
  contentType: headerValue,
};

/** Of every sandbox: no system shows them, so a profile has none. */
const NOT_OBSERVED = ['users', 'taskStepMs'];

/**
 * @throws RangeError for a member, a vendor or an operation that does not exist, with the nearest that does, and for a
 * profile of another vendor or version; TypeError for a wrong value.
 */
export function checkProfile(given: unknown, vendor: Vendor, operations: readonly Operation[]): Profile {
  if (!isObject(given)) throw new TypeError('A profile must be an object');
  const profile = given as Profile;
  if (profile.version !== PROFILE_VERSION) {
    throw new RangeError(
      `The profile has version ${JSON.stringify(profile.version)}; this release reads version ${PROFILE_VERSION}`,
    );
  }
  checkOptions(profile, profileRules, 'the profile', 'member');
  checkVendor(String(profile.vendor));
  if (profile.vendor !== vendor) {
    throw new RangeError(`The profile is of ${profile.vendor} and cannot be used for ${vendor}`);
  }
  for (const name of Object.keys(profile.options ?? {})) {
    if (NOT_OBSERVED.includes(name)) {
      throw new RangeError(
        `${name} is not seen on a system: give it to the mock and not in the profile's options`,
      );
    }
  }
  const ids = operations.flatMap(({ iid }) => iid ?? []);
  const checkId = (id: string, where: string) =>
    refuseUnknown(id, ids, `${where} of the profile: ${vendor} has no operation`);
  for (const id of profile.absentOperations ?? []) checkId(id, 'absentOperations');
  if (vendor === 'qualys-saq' && profile.extraFields !== undefined) {
    throw new RangeError(
      'extraFields of the profile: they go into JSON answers, and those of qualys-saq are XML',
    );
  }
  for (const id of Object.keys(profile.extraFields ?? {})) {
    checkId(id, 'extraFields');
    if (operations.some(({ iid, responses }) => iid === id && !responses.some(isJsonSuccess))) {
      throw new RangeError(
        `extraFields of the profile: ${id} has no successful answer in JSON that they could be added to`,
      );
    }
  }
  for (const error of profile.errors ?? []) {
    checkOptions(error, errorRules, 'an error of the profile', 'member');
    if (error.status === undefined)
      throw new TypeError('errors of the profile: each needs its member status');
    if (error.operationId !== undefined) checkId(error.operationId, 'errors');
  }
  return profile;
}

function isJsonSuccess({ code, contents = [] }: Operation['responses'][number]): boolean {
  return /^2/.test(code) && contents.some(({ mediaType }) => /\bjson\b/.test(mediaType));
}
