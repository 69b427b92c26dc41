const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'] as const;

type Json = Record<string, unknown>;

/** Every operation of a document, keyed by method and path template. */
export function* operations(spec: Json): Generator<{ key: string; operation: Json }> {
  for (const [path, item] of Object.entries(spec.paths as Record<string, Json>)) {
    for (const method of METHODS) {
      const operation = item[method] as Json | undefined;
      if (operation) yield { key: `${method.toUpperCase()} ${path}`, operation };
    }
  }
}

/** What a reference within the document leads to. */
export function resolved(spec: Json, value: Json | undefined): Json | undefined {
  if (typeof value?.$ref !== 'string') return value;
  const steps = value.$ref.replace(/^#\//, '').split('/');
  const target = steps.reduce<unknown>((at, step) => (at as Json | undefined)?.[step], spec);
  return resolved(spec, target as Json | undefined);
}
