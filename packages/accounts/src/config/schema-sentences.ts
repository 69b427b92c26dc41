import type { ErrorObject } from 'ajv';

/** What a schema found, for people: the place, what is wrong there, and what may stand there. Never the value. */
export function sentencesOf(errors: readonly ErrorObject[]): string[] {
  return [...new Set(errors.filter(isPlain).map(sentenceOf))];
}

/** The branches of an alternative say the same several times. */
function isPlain({ schemaPath }: ErrorObject): boolean {
  return !schemaPath.includes('/anyOf/');
}

function sentenceOf({ instancePath, keyword, message, params, parentSchema }: ErrorObject): string {
  const where = instancePath.slice(1).replaceAll('/', '.') || 'the file';
  switch (keyword) {
    case 'additionalProperties': {
      const known = Object.keys((parentSchema?.properties ?? {}) as object).join(', ');
      return `${where} has '${params.additionalProperty}', which is no name there; it takes ${known}`;
    }
    case 'anyOf':
      return `${where} must be \${env:NAME}, \${file:path} or a command, never the secret itself`;
    case 'enum':
      return `${where} must be one of ${params.allowedValues.join(', ')}`;
    default:
      return `${where} ${message}`;
  }
}
