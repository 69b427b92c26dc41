import type { Vendor } from '../vendor/vendors.js';
import { specDocument } from './document.js';

/** Names in lower case. */
export interface SecretNames {
  /** Members of JSON bodies, elements of XML bodies, and parameters of addresses. */
  fields: ReadonlySet<string>;
  headers: ReadonlySet<string>;
}

/** Headers that carry credentials in HTTP itself (RFC 9110, RFC 6265). */
const OF_HTTP = ['authorization', 'proxy-authorization', 'cookie', 'set-cookie'];

type Json = Record<string, unknown>;

/** What the vendor's document marks with `x-secret`, and the headers of its security schemes. */
export function secretNames(vendor: Vendor): SecretNames {
  return secretNamesIn(specDocument(vendor));
}

export function secretNamesIn(document: unknown): SecretNames {
  const fields = new Set<string>();
  const headers = new Set(OF_HTTP);
  visit(document, (node, name, within) => {
    if (node['x-secret'] !== true && node.type !== 'apiKey') return;
    // A parameter and a security scheme say their name; a field and a header of an answer stand under theirs.
    const secret = String(node.in === undefined ? name : node.name).toLowerCase();
    if (node.in === 'header' || within === 'headers') headers.add(secret);
    else if (node.in !== 'cookie') fields.add(secret); // the header Cookie is secret as a whole
  });
  return { fields, headers };
}

function visit(
  value: unknown,
  see: (node: Json, name: string, within: string | undefined) => void,
  within?: string,
): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner))
      see(inner as Json, name, within);
    visit(inner, see, name);
  }
}
