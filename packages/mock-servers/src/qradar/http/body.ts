import { ApiError, CODES, unprocessable } from './errors.js';

/**
 * The JSON object in a request's body.
 * @throws ApiError 415 for another media type, 422 code 10 without a body, 400 code 1001 when it does not parse, 422
 * code 11 when it is no object.
 */
export async function readObject(request: Request): Promise<Record<string, unknown>> {
  const mediaType = (request.headers.get('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const text = await request.text();
  if (text.trim() === '') {
    throw unprocessable(CODES.missingBody, 'The request needs a JSON object as its body.');
  }
  if (mediaType !== 'application/json') {
    throw new ApiError(
      415,
      CODES.unsupportedMediaType,
      `The body must be application/json, not ${mediaType === '' ? 'without a Content-Type' : mediaType}.`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ApiError(400, CODES.malformedJson, 'The body could not be parsed as JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw unprocessable(CODES.badParameter, 'The body must be a JSON object.');
  }
  return value as Record<string, unknown>;
}

/** A field of the body: undefined when it is absent, null when it is null. */
export function textField(body: Record<string, unknown>, name: string): string | null | undefined {
  return field(body, name, 'string', 'a string');
}

export function booleanField(body: Record<string, unknown>, name: string): boolean | null | undefined {
  return field(body, name, 'boolean', 'true or false');
}

/** A whole number; QRadar's Long. */
export function integerField(body: Record<string, unknown>, name: string): number | null | undefined {
  const value = field<number>(body, name, 'number', 'an integer');
  if (typeof value === 'number' && !Number.isInteger(value)) throw wrongType(name, 'an integer');
  return value;
}

function field<Value>(
  body: Record<string, unknown>,
  name: string,
  type: string,
  expected: string,
): Value | null | undefined {
  const value = body[name];
  if (value === undefined || value === null) return value;
  if (typeof value !== type) throw wrongType(name, expected);
  return value as Value;
}

function wrongType(name: string, expected: string): ApiError {
  return unprocessable(CODES.badParameter, `The field "${name}" must be ${expected}.`);
}
