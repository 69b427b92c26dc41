import { specDocument } from '../spec/document.js';
import { vendorTable } from '../vendor/table.js';
import type { Vendor } from '../vendor/vendors.js';

interface Parameter {
  name?: string;
  in?: string;
  required?: boolean;
  example?: unknown;
  examples?: Record<string, object>;
}

interface Document {
  paths?: Record<string, Record<string, { parameters?: Parameter[] }>>;
  components?: { parameters?: Record<string, Parameter> };
}

/**
 * The vendor's document as JSON, with this mock as its only server. Examples of optional parameters are marked as not
 * to be sent: the reference would send them all, and many exclude each other.
 */
export function openapiDocument(vendor: Vendor, origin: string): Record<string, unknown> {
  const document = structuredClone(specDocument(vendor)) as Record<string, unknown>;
  const { components, paths } = document as Document;
  const operations = Object.values(paths ?? {}).flatMap((item) => Object.values(item));
  const inline = operations.flatMap((operation) => operation?.parameters ?? []);
  const sent = Object.keys(vendorTable[vendor].credentials.headers).map((name) => name.toLowerCase());
  for (const parameter of [...Object.values(components?.parameters ?? {}), ...inline]) {
    if (!sent.includes(parameter.name?.toLowerCase() ?? '')) disableExamples(parameter);
  }
  return { ...document, servers: [{ url: origin, description: 'This sandbox' }] };
}

/** `x-disabled` is Scalar's extension of an example. */
function disableExamples(parameter: Parameter): void {
  const { example, in: place, required } = parameter;
  if (required === true || place === 'path') return;
  if (example !== undefined) {
    parameter.examples = { ...parameter.examples, sample: { value: example } };
    delete parameter.example;
  }
  for (const [name, one] of Object.entries(parameter.examples ?? {})) {
    (parameter.examples as Record<string, object>)[name] = { ...one, 'x-disabled': true };
  }
}
