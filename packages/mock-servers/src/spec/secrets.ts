import type { Vendor } from '../vendor/vendors.js';
import { specDocument } from './document.js';

/** Names in lower case. */
export interface SecretNames {
  /** Members of JSON bodies and elements of XML bodies. */
  fields: ReadonlySet<string>;
  headers: ReadonlySet<string>;
}

/** Headers that carry credentials in HTTP itself (RFC 9110, RFC 6265). */
const OF_HTTP = ['authorization', 'proxy-authorization', 'cookie', 'set-cookie'];

type Json = Record<string, unknown>;

/** What the vendor's document marks with `x-secret`, and the headers of its security schemes. */
export function secretNames(vendor: Vendor): SecretNames {
  const fields = new Set<string>();
  const headers = new Set(OF_HTTP);
  visit(specDocument(vendor), (name, node) => {
    const header = headerOf(node);
    if (header !== undefined && (node['x-secret'] === true || node.type === 'apiKey')) headers.add(header);
    else if (node['x-secret'] === true && node.in === undefined) fields.add(name.toLowerCase());
  });
  return { fields, headers };
}

/** Of a parameter or a security scheme. */
function headerOf(node: Json): string | undefined {
  return node.in === 'header' && typeof node.name === 'string' ? node.name.toLowerCase() : undefined;
}

function visit(value: unknown, see: (name: string, node: Json) => void): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner)) see(name, inner as Json);
    visit(inner, see);
  }
}
