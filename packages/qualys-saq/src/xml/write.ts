import type { ElementSchema, RecordSchema, ScalarSchema } from '../gen/saq.schema.gen.js';
import { shown, XmlInputError } from './errors.js';
import { kindOf, writeScalar } from './write-scalar.js';

/** Writes a document by one walk over the schema. */
export function build(rootName: string, schema: RecordSchema, value: unknown): string {
  return `<?xml version="1.0" encoding="UTF-8"?>${writeRecord(value, rootName, schema, rootName)}`;
}

function writeRecord(value: unknown, name: string, schema: RecordSchema, path: string): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !isPlain(value)) {
    throw new XmlInputError(`expected an object, got ${kindOf(value)}`, path);
  }
  const members = value as Record<string, unknown>;
  const known = [schema.text, ...[...(schema.attributes ?? []), ...schema.elements].map((each) => each.name)];
  for (const member of Object.keys(members)) {
    if (known.includes(member)) continue;
    throw new XmlInputError(
      `unknown member ${shown(member)}; known are ${known.filter(Boolean).join(', ')}`,
      path,
    );
  }
  const take = (member: string, required?: boolean): unknown => {
    const found = Object.hasOwn(members, member) ? members[member] : undefined;
    if (found === undefined && required) throw new XmlInputError('is missing', `${path}/${member}`);
    return found;
  };

  let attributes = '';
  for (const attribute of schema.attributes ?? []) {
    const found = take(attribute.name, attribute.required);
    if (found === undefined) continue;
    attributes += ` ${attribute.name}="${writeScalar(found, attribute.type, `${path}/${attribute.name}`)}"`;
  }
  let content = schema.text
    ? writeScalar(take(schema.text, true), { scalar: 'string' }, `${path}/${schema.text}`)
    : '';
  for (const element of schema.elements) {
    const found = take(element.name, element.required);
    const at = `${path}/${element.name}`;
    if (found === undefined) continue;
    if (!element.item) content += writeValue(found, element.name, element.type, at);
    else if (!(element.always && Array.isArray(found) && found.length === 0)) {
      content += writeList(found, element, element.item, at);
    }
  }
  return `<${name}${attributes}>${content}</${name}>`;
}

function writeList(value: unknown, element: ElementSchema, item: string, path: string): string {
  if (!Array.isArray(value)) throw new XmlInputError(`expected an array, got ${kindOf(value)}`, path);
  if (value.length < (element.minItems ?? 0)) {
    throw new XmlInputError(`needs at least ${element.minItems} ${item}; leave it out to have none`, path);
  }
  const children = Array.from(value, (each, index) =>
    writeValue(each, item, element.type, `${path}/${item}[${index + 1}]`),
  );
  return `<${element.name}>${children.join('')}</${element.name}>`;
}

function writeValue(value: unknown, name: string, type: ScalarSchema | RecordSchema, path: string): string {
  if (!('scalar' in type)) return writeRecord(value, name, type, path);
  return `<${name}>${writeScalar(value, type, path)}</${name}>`;
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
