import { UNDECODABLE } from './diagnostics.js';
import type { Violation } from './violation.js';

/**
 * What a request did wrong, as one sentence of ours: a vendor's answer must not show that a validator stands in
 * front. The patterns are Prism's and Ajv's messages.
 */
export function violationText({ location, message }: Pick<Violation, 'location' | 'message'>): string {
  if (message === UNDECODABLE.message) return message;
  const field = fieldOf(location);
  const subject = field === '' ? 'The body' : `The ${placeOf(location)} ${field}`;
  const missing = /required property '([^']+)'/.exec(message)?.[1];
  if (missing !== undefined) return `The field ${join(field, missing)} is required.`;
  if (/parameter is required$/.test(message)) return 'The request needs a body.';
  const types = /content types?: (.+)$/.exec(message)?.[1];
  if (types !== undefined) return `The body must be sent as ${types}.`;
  if (message.startsWith('Body is not JSON')) return 'The body could not be parsed as JSON.';
  const unknown = /additional properties; found '([^']+)'/.exec(message)?.[1];
  if (unknown !== undefined) return `The field ${join(field, unknown)} is not known here.`;
  const allowed = /one of the allowed values: (.+)$/.exec(message)?.[1];
  if (allowed !== undefined) return `${subject} takes one of these: ${allowed}.`;
  const type = /must be (string|integer|number|boolean|object|array|null)$/.exec(message)?.[1];
  if (type !== undefined) return `${subject} must be ${/^[aio]/.test(type) ? 'an' : 'a'} ${type}.`;
  const bound = /must be ([<>]=?) (-?[\d.]+)$/.exec(message);
  if (bound !== null) return `${subject} must be ${BOUNDS[bound[1] as keyof typeof BOUNDS]} ${bound[2]}.`;
  const size = /must NOT have (fewer|more) than (\d+) (characters|items)/.exec(message);
  if (size !== null) {
    return `${subject} may have ${size[1] === 'fewer' ? 'no fewer' : 'no more'} than ${size[2]} ${size[3]}.`;
  }
  return `${subject} has a form that is not accepted.`;
}

const BOUNDS = { '<': 'below', '<=': 'at most', '>': 'above', '>=': 'at least' };

const PLACES: Readonly<Record<string, string>> = {
  query: 'query parameter',
  header: 'header',
  path: 'path parameter',
  cookie: 'cookie',
};

function placeOf(location: string): string {
  return PLACES[location.split('.')[0] ?? ''] ?? 'field';
}

function fieldOf(location: string): string {
  return location.split('.').slice(1).join('.');
}

function join(field: string, name: string): string {
  return field === '' ? name : `${field}.${name}`;
}
