import { specDocument } from '../spec/document.js';
import { vendorTable } from '../vendor/table.js';
import type { Vendor } from '../vendor/vendors.js';
import { rollcallSample, type SampledOperation } from './code-samples.js';

interface Parameter {
  name?: string;
  in?: string;
  required?: boolean;
  example?: unknown;
  examples?: Record<string, object>;
}

interface Operation extends Pick<SampledOperation, 'operationId' | 'requestBody'> {
  parameters?: Parameter[];
  'x-codeSamples'?: readonly object[];
}

interface Document {
  paths?: Record<string, Record<string, Operation>>;
  components?: { parameters?: Record<string, Parameter> };
}

/**
 * The vendor's document as JSON, with this mock as its only server, and a program for each operation. Examples of optional parameters are marked as not
 * to be sent: the reference would send them all, and many exclude each other.
 */
export function openapiDocument(vendor: Vendor, origin: string): Record<string, unknown> {
  const document = structuredClone(specDocument(vendor)) as Record<string, unknown>;
  const { components, paths } = document as Document;
  const operations = Object.values(paths ?? {}).flatMap((item) => Object.values(item));
  const inline = operations.flatMap((operation) => operation?.parameters ?? []);
  for (const item of Object.values(paths ?? {})) {
    for (const operation of Object.values(item)) addSample(operation, item, vendor, origin, document);
  }
  const sent = Object.keys(vendorTable[vendor].credentials.headers).map((name) => name.toLowerCase());
  for (const parameter of [...Object.values(components?.parameters ?? {}), ...inline]) {
    if (!sent.includes(parameter.name?.toLowerCase() ?? '')) disableExamples(parameter);
  }
  return { ...document, servers: [{ url: origin, description: 'This sandbox' }] };
}

/** The reference shows it beside its own line for curl. */
function addSample(
  operation: Operation,
  item: { parameters?: unknown },
  vendor: Vendor,
  origin: string,
  document: object,
): void {
  if (operation?.operationId === undefined) return;
  const shared = (item.parameters ?? []) as Parameter[];
  const whole = { ...operation, parameters: [...shared, ...(operation.parameters ?? [])] };
  const source = rollcallSample(vendor, origin, whole as SampledOperation, document);
  operation['x-codeSamples'] = [{ lang: 'JavaScript', label: 'Rollcall', source }];
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
