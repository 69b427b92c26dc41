/** One thing that a check compiled by Ajv found; the names are Ajv's. */
export interface SchemaProblem {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly message?: string;
  // biome-ignore lint/suspicious/noExplicitAny: what it holds depends on the keyword
  readonly params: Readonly<Record<string, any>>;
  readonly parentSchema?: { readonly properties?: object };
}

/** What a schema found, for people: the place, what is wrong there, and what may stand there. Never the value. */
export function sentencesOf(errors: readonly SchemaProblem[]): string[] {
  return [...new Set(errors.filter(isPlain).map(sentenceOf))];
}

/** The branches of an alternative say the same several times, and so does the rule of a name. */
function isPlain({ schemaPath }: SchemaProblem): boolean {
  return !schemaPath.includes('/anyOf/') && !schemaPath.includes('/propertyNames/');
}

function sentenceOf({ instancePath, keyword, message, params, parentSchema }: SchemaProblem): string {
  const where = instancePath.slice(1).replaceAll('/', '.') || 'the file';
  switch (keyword) {
    case 'additionalProperties': {
      const known = Object.keys((parentSchema?.properties ?? {}) as object).join(', ');
      return `${where} has '${params.additionalProperty}', which is no name there; it takes ${known}`;
    }
    case 'anyOf':
      return `${where} must be \${env:NAME}, \${file:path} or a command, never the secret itself`;
    case 'pattern':
      if (params.pattern === '^https?://') return `${where} must be an address that begins with https://`;
      return `${where} ${message}`;
    case 'propertyNames':
      return `${where} has the name '${params.propertyName}'; letters, digits, - and _ make one, and a letter or digit comes first`;
    case 'enum':
      return `${where} must be one of ${params.allowedValues.join(', ')}`;
    default:
      return `${where} ${message}`;
  }
}
