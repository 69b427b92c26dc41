type Json = Record<string, unknown>;

/**
 * The words that `x-normal-forms` may use, each explained in specs/README.md: how a value that was written may come back
 * without having been ignored.
 */
const FORMS = [
  'case',
  'locale',
  'never-answered',
  'reference',
  'trimmed',
  'unordered',
  'vendor-chosen',
  'whole-minutes',
  'whole-seconds',
] as const;

interface NormalForm {
  readonly forms: readonly string[];
  /** Other fields of the answer that may hold the value. */
  readonly answeredAs?: readonly string[];
}

/** The fields of each write schema that may come back in another form or under another name. */
export function normalForms(schemas: Record<string, Json>): Record<string, Record<string, NormalForm>> {
  const all: Record<string, Record<string, NormalForm>> = {};
  for (const [name, schema] of Object.entries(schemas)) {
    for (const [field, property] of fieldsOf(schema)) {
      const forms = property['x-normal-forms'] as string[] | undefined;
      const answeredAs = property['x-answered-as'] as string[] | undefined;
      if (!forms && !answeredAs) continue;
      const unknown = forms?.find((each) => !FORMS.includes(each as never));
      if (unknown)
        throw new Error(`${name}.${field}: '${unknown}' is no normal form; there are: ${FORMS.join(', ')}`);
      all[name] = {
        ...all[name],
        [field]: { forms: forms ?? [], ...(answeredAs && { answeredAs }) },
      };
    }
  }
  return all;
}

/** A schema's properties; of a patch, whose fields are values of `path`, those that the schema itself lists. */
function fieldsOf(schema: Json): [field: string, property: Json][] {
  const byPath = Object.entries((schema['x-normal-forms'] ?? {}) as Record<string, string[]>);
  return [
    ...Object.entries((schema.properties ?? {}) as Record<string, Json>),
    ...byPath.map(([field, forms]): [string, Json] => [field, { 'x-normal-forms': forms }]),
  ];
}
