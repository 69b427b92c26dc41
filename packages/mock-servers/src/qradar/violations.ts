import type { Violation } from '../violation.js';
import { ApiError, codes, errorResponse } from './errors.js';
import { createCodes, stagedUpdateCodes } from './user-codes.js';

/** The code of a field of a body: missing, too long, wrong in another way. Where IBM has none, the general ones. */
interface FieldCodes {
  missing?: number;
  long?: number;
  wrong?: number;
}

const byOperation: Readonly<Record<string, Readonly<Record<string, FieldCodes>>>> = {
  createUser: {
    username: { missing: createCodes.usernameMissing },
    password: { missing: createCodes.passwordMissing },
    user_role: { missing: createCodes.roleMissing },
    security_profile: { missing: createCodes.profileMissing },
  },
  createStagedUser: {
    username: {
      missing: createCodes.usernameMissing,
      long: createCodes.usernameLength,
      wrong: createCodes.usernameCharacters,
    },
    email: {
      missing: createCodes.emailMissing,
      long: createCodes.emailLong,
      wrong: createCodes.emailMalformed,
    },
    user_role_id: { missing: createCodes.roleMissing },
    security_profile_id: { missing: createCodes.profileMissing },
    description: { long: createCodes.descriptionLong },
  },
  updateStagedUser: {
    email: { long: stagedUpdateCodes.emailLong, wrong: stagedUpdateCodes.emailMalformed },
    description: { long: stagedUpdateCodes.descriptionLong },
  },
  createAuthorizedService: {
    label: { missing: 95103001, long: 95103011 },
    user_role_id: { missing: 95103004 },
    security_profile_id: { missing: 95103002 },
  },
  updateAuthorizedService: { label: { long: 95104009 } },
};

/** QRadar's own error for a request that breaks the spec: 400 when it does not parse, 422 with a code otherwise. */
export function violationResponse(violations: readonly Violation[]): Response {
  const first = violations[0];
  if (first === undefined || first.kind === 'malformed') {
    return errorResponse(new ApiError(400, codes.malformedJson, 'The body could not be parsed as JSON.'));
  }
  if (first.location.startsWith('body') && /media type|content-type/i.test(first.message)) {
    return errorResponse(new ApiError(415, codes.unsupportedMediaType, first.message));
  }
  return errorResponse(new ApiError(422, codeOf(first), messageOf(first)));
}

function codeOf({ location, message, operationId }: Violation): number {
  const [place, ...path] = location.toLowerCase().split('.');
  if (place === 'header' && path[0] === 'range') return codes.badRange;
  if (place === 'header' && path[0] === 'version') return codes.badVersion;
  if (place !== 'body') return /required/i.test(message) ? codes.missingParameter : codes.badParameter;
  const missing = /required property '([^']+)'/.exec(message)?.[1];
  const fields = byOperation[operationId ?? ''] ?? {};
  if (path.length === 0 && missing !== undefined)
    return fields[missing]?.missing ?? codes.badRequestParameter;
  if (path.length === 0) return /required/i.test(message) ? codes.missingBody : codes.badRequestParameter;
  const field = fields[path[0] as string];
  const isLong = /more than|longer/i.test(message);
  const isType = /must be (integer|string|boolean|object)/i.test(message);
  if (isLong && field?.long !== undefined) return field.long;
  if (!isType && !isLong && field?.wrong !== undefined) return field.wrong;
  return isType ? codes.badParameter : codes.badRequestParameter;
}

function messageOf({ location, message }: Violation): string {
  if (location.toLowerCase() === 'header.range') return 'The Range header must have the form items=x-y.';
  if (/^body\.(user_role|security_profile)(\.|$)/.test(location)) {
    const field = location.split('.')[1];
    return `${field} must be given by its integer id, as {"id": n}; names are not accepted. (${message})`;
  }
  return `${location}: ${message}`;
}
