type Json = Record<string, unknown>;

export interface SecretNames {
  /** Members of bodies, and parameters of addresses. */
  readonly fields: string[];
  readonly headers: string[];
}

/**
 * The names of what a document marks with `x-secret`, and of the headers by which its security schemes carry a key,
 * wherever in the document they stand; sorted.
 * @throws Error for a mark that stands at no field, parameter or header: nothing would be kept secret by it.
 */
export function secretNames(document: Json): SecretNames {
  const fields = new Set<string>();
  const headers = new Set<string>();

  const see = (node: Json, at: readonly string[]): void => {
    const isKey = node.type === 'apiKey' && at.at(-2) === 'securitySchemes';
    if (node['x-secret'] !== true && !isKey) return;
    const name = at.at(-1) as string;
    if (node.in === 'header') headers.add(String(node.name));
    else if (node.in === 'path' || node.in === 'query') fields.add(String(node.name));
    else if (node.in === 'cookie')
      return; // the header Cookie is secret as a whole
    else if (at.at(-2) === 'headers') headers.add(name);
    else if (at.at(-2) === 'properties') fields.add(name);
    else throw new Error(`x-secret at ${at.join('/')}: mark the field, the parameter or the header itself`);
  };
  const visit = (value: unknown, at: readonly string[]): void => {
    if (value === null || typeof value !== 'object') return;
    if (!Array.isArray(value)) see(value as Json, at);
    for (const [key, inner] of Object.entries(value)) visit(inner, [...at, key]);
  };
  visit(document, []);
  return { fields: [...fields].sort(), headers: [...headers].sort() };
}
