import { UNDECODABLE } from '../../contract/diagnostics.js';
import type { Violation } from '../../contract/violation.js';
import { CREATE_CODES, STAGED_UPDATE_CODES } from '../users/user-codes.js';
import { ApiError, CODES, errorResponse } from './errors.js';

/** The code of a field of a body: missing, too long, wrong in another way. Where IBM has none, the general ones. */
interface FieldCodes {
  missing?: number;
  long?: number;
  wrong?: number;
}

const byOperation: Readonly<Record<string, Readonly<Record<string, FieldCodes>>>> = {
  createUser: {
    username: { missing: CREATE_CODES.usernameMissing },
    password: { missing: CREATE_CODES.passwordMissing },
    user_role: { missing: CREATE_CODES.roleMissing },
    security_profile: { missing: CREATE_CODES.profileMissing },
  },
  createStagedUser: {
    username: {
      missing: CREATE_CODES.usernameMissing,
      long: CREATE_CODES.usernameLength,
      wrong: CREATE_CODES.usernameCharacters,
    },
    email: {
      missing: CREATE_CODES.emailMissing,
      long: CREATE_CODES.emailLong,
      wrong: CREATE_CODES.emailMalformed,
    },
    user_role_id: { missing: CREATE_CODES.roleMissing },
    security_profile_id: { missing: CREATE_CODES.profileMissing },
    description: { long: CREATE_CODES.descriptionLong },
  },
  updateStagedUser: {
    email: { long: STAGED_UPDATE_CODES.emailLong, wrong: STAGED_UPDATE_CODES.emailMalformed },
    description: { long: STAGED_UPDATE_CODES.descriptionLong },
  },
  createAuthorizedService: {
    label: { missing: 95103001, long: 95103011 },
    user_role_id: { missing: 95103004 },
    security_profile_id: { missing: 95103002 },
  },
  updateAuthorizedService: { label: { long: 95104009 } },
};

/** QRadar's own error for a request that breaks the spec: 400 when it does not parse, 415, or 422 with a code. */
export function violationResponse(violations: readonly Violation[], request: Request): Response {
  return errorResponse(violationError(violations[0], request));
}

function violationError(violation: Violation | undefined, request: Request): ApiError {
  if (violation === undefined || violation.kind === 'malformed') {
    return new ApiError(400, CODES.malformedJson, 'The body could not be parsed as JSON.');
  }
  const { location, message } = violation;
  if (/supported content types/i.test(message)) {
    return new ApiError(415, CODES.unsupportedMediaType, 'The body must be application/json.');
  }
  if (/body parameter is required/i.test(message)) {
    return new ApiError(422, CODES.missingBody, 'The request needs a JSON object as its body.');
  }
  if (message === UNDECODABLE.message) return new ApiError(422, CODES.badParameter, message);
  const [place, ...path] = location.split('.');
  if (place === 'header' && path[0]?.toLowerCase() === 'range') {
    return new ApiError(422, CODES.badRange, 'The Range header must have the form items=x-y.');
  }
  if (place === 'header' && path[0]?.toLowerCase() === 'version') {
    const version = request.headers.get('Version');
    return new ApiError(
      422,
      CODES.badVersion,
      `Version (${version}) from the header Version is not a valid version.`,
    );
  }
  if (place !== 'body') {
    return new ApiError(
      422,
      CODES.badParameter,
      `The ${place} parameter "${path.join('.')}" ${reason(message)}.`,
    );
  }
  return bodyError(violation, path);
}

function bodyError({ message, operationId }: Violation, path: readonly string[]): ApiError {
  const fields = byOperation[operationId ?? ''] ?? {};
  const missing = /required property '([^']+)'/.exec(message)?.[1];
  const unknown = /additional properties; found '([^']+)'/.exec(message)?.[1];
  const name = path[0] ?? missing ?? unknown;
  if (name === 'user_role' || name === 'security_profile') {
    const code = path.length === 0 ? fields[name]?.missing : undefined;
    return new ApiError(
      422,
      code ?? CODES.badRequestParameter,
      `${name} must be given by its integer id, as {"id": n}; names are not accepted.`,
    );
  }
  if (name === undefined)
    return new ApiError(422, CODES.badRequestParameter, 'The body does not fit this endpoint.');
  if (path.length === 0 && missing !== undefined) {
    return new ApiError(
      422,
      fields[name]?.missing ?? CODES.badRequestParameter,
      `The field "${name}" is required.`,
    );
  }
  if (unknown !== undefined) {
    return new ApiError(422, CODES.badRequestParameter, `The field "${unknown}" is not known here.`);
  }
  return new ApiError(
    422,
    fieldCode(fields[name], message),
    `The field "${path.join('.')}" ${reason(message)}.`,
  );
}

function fieldCode(field: FieldCodes | undefined, message: string): number {
  const isLong = /more than|longer/i.test(message);
  const isType = /must be (integer|string|boolean|object)/i.test(message);
  if (isLong) return field?.long ?? CODES.badRequestParameter;
  if (isType) return CODES.badParameter;
  return field?.wrong ?? CODES.badRequestParameter;
}

/** The validator's finding in the words of a console. */
function reason(message: string): string {
  const type = /must be ([a-z]+)(?:,null)?$/i.exec(message)?.[1];
  if (type !== undefined) return `must be of the type ${type}`;
  const limit = /more than (\d+)/.exec(message)?.[1];
  if (limit !== undefined) return `must not have more than ${limit} characters`;
  const values = /allowed values: (.*)$/.exec(message)?.[1];
  if (values !== undefined) return `must be one of ${values}`;
  return 'has a value that is not allowed';
}
