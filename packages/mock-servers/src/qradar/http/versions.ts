import { factsOf } from '../../spec/fact.js';
import { pathOf } from '../../spec/places.js';
import { ApiError, CODES } from './errors.js';

/** One row of `/api/help/versions` (IBM). */
export interface VersionEntry {
  /** `major.minor`. */
  version: string;
  deprecated: boolean;
  removed: boolean;
}

/** Clients in the field still send these, IBM's own samples 4.0, 6.0 and 7.0; the document begins after them. */
const BEFORE_THE_DOCUMENT = ['4.0', '6.0', '7.0', '9.0', '9.1', '9.2', '10.0', '10.1', '11.0'];

/** What IBM's samples send to be told that it has been removed. */
const REMOVED_VERSION: VersionEntry = { version: '1.0', deprecated: true, removed: true };

/** The version of the guide's samples: it and the later ones answer here, so that the guide's own requests work. */
const GUIDE_VERSION = '21.0';

/** What becomes of versions that no console of today supports (IBM): clients in the field still send them. */
export type OldVersions = 'answered' | 'removed';

/** The versions that the update package of the document's version supports (IBM), and older ones, which are deprecated. */
export function defaultVersions(oldVersions: OldVersions): readonly VersionEntry[] {
  const document = factsOf('qradar');
  const own = String(document.at('info', 'version').value);
  const packages = document.at('x-update-packages').value as { introduced: string; supported: string[] }[];
  const supported = packages.find(({ introduced }) => introduced === own)?.supported ?? [own];
  const known = document.at('x-api-version', 'known').texts();
  const served = [...BEFORE_THE_DOCUMENT, ...known].filter((version) => compare(version, own) <= 0);
  const entries = served.map((version) => {
    const isOld = compare(version, GUIDE_VERSION) < 0;
    const deprecated = !supported.includes(version);
    return { version, deprecated, removed: isOld && oldVersions === 'removed' };
  });
  return [REMOVED_VERSION, ...entries];
}

interface VersionDocument extends VersionEntry {
  id: number;
  root_resource_ids: number[];
}

/** The documents of `/api/help/versions`; the id is not permanent (IBM), here it is made of the version. */
export function versionDocuments(table: readonly VersionEntry[]): VersionDocument[] {
  return table.map((entry) => {
    const [major, minor] = numbersOf(entry.version);
    return { ...entry, id: major + 100 * minor, root_resource_ids: [1, 2, 3, 4] };
  });
}

/** Oldest first, as every function here wants it: once for a sandbox, and not for each request. */
export function inOrder(table: readonly VersionEntry[]): readonly VersionEntry[] {
  return [...table].sort((a, b) => compare(a.version, b.version));
}

/** The newest that is served. */
export function latestVersion(table: readonly VersionEntry[]): VersionEntry | undefined {
  return table.findLast((entry) => !entry.removed);
}

/**
 * The version that answers a `Version` header. Without the header it is the latest; for a major alone its latest minor; for
 * one above the latest, the latest (IBM overview).
 * @throws ApiError 422 for a removed version and for one that never existed.
 */
export function resolveVersion(header: string | null, table: readonly VersionEntry[]): VersionEntry {
  const latest = latestVersion(table);
  if (latest === undefined) throw refused(header ?? '', 'and this console serves no version at all');
  const wanted = header?.trim();
  if (wanted === undefined || wanted === '') return latest;
  if (!/^\d+(\.\d+)?$/.test(wanted)) throw refused(wanted, 'is not a valid version');
  const candidates = wanted.includes('.')
    ? table.filter((entry) => compare(entry.version, wanted) === 0)
    : table.filter((entry) => numbersOf(entry.version)[0] === Number(wanted));
  const found = candidates.filter((entry) => !entry.removed).at(-1);
  if (found !== undefined) return found;
  if (candidates.length > 0) throw refused(wanted, 'has been removed and is no longer valid');
  if (compare(wanted, latest.version) > 0) return latest;
  throw refused(wanted, 'is not a valid version');
}

function refused(version: string, why: string): ApiError {
  return new ApiError(422, CODES.badVersion, `Version (${version}) from the header Version ${why}.`, {
    description: `The valid versions are listed by GET ${pathOf('qradar', 'listVersions')}.`,
  });
}

function numbersOf(version: string): [major: number, minor: number] {
  const [major, minor] = version.split('.');
  return [Number(major), Number(minor ?? 0)];
}

function compare(a: string, b: string): number {
  const [majorA, minorA] = numbersOf(a);
  const [majorB, minorB] = numbersOf(b);
  return majorA - majorB || minorA - minorB;
}
