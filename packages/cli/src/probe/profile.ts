import type { Vendor } from '@rollcall/accounts';
import { readAt } from './places.js';
import type { Finding } from './run.js';

/** How a sandbox words an error, laid over its own. */
interface ProfileError {
  readonly status: number;
  readonly operationId?: string;
  readonly body?: string | object;
  readonly contentType?: string;
}

/** What a sandbox plays a console from: `rollcall-mock VENDOR --profile FILE`. Its schema is in @rollcall/mock-servers. */
export interface ProbedProfile {
  readonly version: 1;
  readonly vendor: Vendor;
  readonly observedAt: string;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly absentOperations?: readonly string[];
  readonly errors?: readonly ProfileError[];
}

/** What one thing that was seen says in a profile; undefined when a profile has no place for it. */
interface Part {
  readonly options?: Readonly<Record<string, unknown>>;
  readonly error?: ProfileError;
}

type Writer = (seen: string) => Part | undefined;

const RANGES: Writer = (seen) => {
  const [, part, pastEnd] = /^a part (200|206), past the end (200|206|416)$/.exec(seen) ?? [];
  return part && pastEnd
    ? { options: { rangeStatus: Number(part), pastEndStatus: Number(pastEnd) } }
    : undefined;
};

/** The media type of an error, as `404 application/json`; the body is made up of its kind. */
const MEDIA: Writer = (seen) => {
  const [, status, contentType] = /^(\d{3}) (\w+\/\w+)$/.exec(seen) ?? [];
  if (!status || !contentType) return undefined;
  const body = contentType === 'application/json' ? { body: '{}' } : {};
  return { error: { status: Number(status), contentType, ...body } };
};

/** By vendor and the mark's place. What was seen as the spec has it needs no word, as that is how the sandbox is. */
const WRITERS: Readonly<Record<Vendor, Readonly<Record<string, Writer>>>> = {
  qradar: {
    // One option speaks for all lists: that of the users, which every console has.
    '/components/responses/UserList': RANGES,
    '/components/responses/Unauthorized': (seen) => {
      const [, code] = /^401 with the code (\d+)$/.exec(seen) ?? [];
      return code ? { error: { status: 401, body: { code: Number(code) } } } : undefined;
    },
  },
  iq: {
    '/components/responses/BadRequest': MEDIA,
    '/components/responses/Unauthorized': MEDIA,
    '/components/responses/NotFound': MEDIA,
  },
  qlik: {
    '/components/schemas/User/properties/inviteExpiry': (seen) =>
      seen === 'a Unix timestamp' ? { options: { inviteExpiry: 'timestamp' } } : undefined,
    '/components/schemas/ErrorItem/properties/code': (seen) =>
      /^[A-Z]+-\d+$/.test(seen)
        ? {
            error: {
              status: 404,
              operationId: 'getUser',
              body: { errors: [{ code: seen, title: 'Not found', status: '404' }] },
            },
          }
        : undefined,
  },
  'qualys-saq': {
    '/components/parameters/XRequestedWith': (seen) =>
      seen === 'answered without it' ? { options: { requireXRequestedWith: false } } : undefined,
  },
};

/** A finding that says how the console differs, and that a profile cannot say. */
export interface Unsaid {
  readonly pointer: string;
  readonly seen: string;
}

/**
 * The profile from which a sandbox plays the console that was probed, and what of the findings it cannot say. It holds
 * statuses, codes and names of operations, and no word of an answer.
 */
export function profileOf(
  vendor: Vendor,
  findings: readonly Finding[],
  now: Date,
): { profile: ProbedProfile; unsaid: Unsaid[] } {
  const options: Record<string, unknown> = {};
  const errors: ProfileError[] = [];
  const unsaid: Unsaid[] = [];
  for (const { outcome, pointer, seen = '' } of findings) {
    if (outcome !== 'differs') continue;
    const part = WRITERS[vendor][pointer]?.(seen);
    if (!part) unsaid.push({ pointer, seen });
    Object.assign(options, part?.options);
    if (part?.error) errors.push(part.error);
  }
  const absent = absentOperations(vendor, findings);
  const profile: ProbedProfile = {
    version: 1,
    vendor,
    observedAt: now.toISOString(),
    ...(Object.keys(options).length > 0 ? { options } : {}),
    ...(absent.length > 0 ? { absentOperations: absent } : {}),
    ...(errors.length > 0 ? { errors } : {}),
  };
  return { profile, unsaid: unsaid.filter(({ pointer }) => !isSaidOtherwise(pointer, profile)) };
}

/** Reads of lists that the console does not serve at all: their evidence is a 404 to the bare path. */
function absentOperations(vendor: Vendor, findings: readonly Finding[]): string[] {
  const absent = new Set<string>();
  for (const { evidence, outcome } of findings) {
    if (outcome !== 'open') continue;
    for (const line of evidence) {
      const [, template] = /^GET (\S+) → 404$/.exec(line) ?? [];
      // A path with a parameter answers 404 for what is not there, too.
      const operation = !template || template.includes('{') ? undefined : readAt(vendor, template);
      if (operation) absent.add(operation);
    }
  }
  return [...absent].sort();
}

/** Marks that follow from another place of the profile: the range's status is one for all lists, an error's body its media. */
function isSaidOtherwise(pointer: string, { errors = [], options = {} }: ProbedProfile): boolean {
  if (/\/responses\/(\w+List|RangeNotSatisfiable)$/.test(pointer)) return 'rangeStatus' in options;
  if (/\/schemas\/(ErrorText|ApiMessage)$/.test(pointer)) return errors.some(({ body }) => body === '{}');
  return false;
}
