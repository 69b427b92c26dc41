import {
  listOf,
  plainName,
  scalarOf,
  type XsdComplexType,
  type XsdElement,
  type XsdModel,
} from '../generate/xsd-model.ts';
import type { Json } from './document.ts';

/**
 * Two XSDs as documents that `classify` compares: a complex type is an object schema, a wrapper of one repeated element
 * the list that users get, an open string an open enum. Documents whose root ends in `Request` are sent, the others
 * answered; the stricter views that no element uses (`rc:views`) are sent by the operations that name them.
 */
export function xsdDocuments(oldModel: XsdModel, newModel: XsdModel): [old: Json, next: Json] {
  return [documentOf(oldModel, newModel), documentOf(newModel, oldModel)];
}

function documentOf(model: XsdModel, other: XsdModel): Json {
  const schemas: Json = {};
  for (const type of model.simpleTypes.values()) {
    const values = type.values.map(({ value }) => value);
    schemas[type.name] = {
      description: type.doc,
      ...scalar(model, type.name),
      ...(values.length > 0 && { enum: values }),
    };
  }
  for (const type of model.complexTypes.values()) {
    schemas[plainName(type.name)] = objectOf(model, type, other.complexTypes.get(type.name));
  }
  const paths: Json = {};
  for (const { name, type, doc } of model.roots) {
    const sent = name.endsWith('Request');
    const content = { 'application/xml': { schema: reference(type) } };
    paths[`/${name}`] = {
      post: {
        operationId: name,
        description: doc,
        ...(sent && { requestBody: { content }, 'x-paging': model.paging }),
        responses: { 200: { description: '', ...(!sent && { content }) } },
      },
    };
  }
  for (const [id, { data, id: _, source: __, unconfirmed: ___, ...facts }] of model.operations) {
    const content = { 'application/xml': { schema: data ? reference(data) : {} } };
    paths[`/operation/${id}`] = {
      post: {
        operationId: id,
        'x-limits': facts,
        requestBody: { content },
        responses: { 200: { description: '' } },
      },
    };
  }
  return { openapi: '3.1.0', info: { title: 'XSD', version: '1' }, paths, components: { schemas } };
}

function objectOf(model: XsdModel, type: XsdComplexType, other: XsdComplexType | undefined): Json {
  const elements = type.elements.filter((each) => !each.aliasOf);
  const inBoth = elements.filter(({ name }) => other?.elements.some((each) => each.name === name));
  const attributes = type.attributes.map(({ name, type: kind }) => [name, schemaOf(model, kind)]);
  return {
    type: 'object',
    description: type.doc,
    properties: {
      ...Object.fromEntries(attributes),
      ...Object.fromEntries(elements.map((each) => [each.name, elementOf(model, each)])),
      ...(type.text && { [type.text]: { type: 'string' } }),
    },
    required: [...type.attributes, ...elements].filter(({ required }) => required).map(({ name }) => name),
    // What comes or goes is said of the element; the order is that of the elements in both.
    'x-element-order': inBoth.map(({ name }) => name).join(', '),
    ...(type.filter && { 'x-filter': Object.fromEntries(type.filter) }),
  };
}

function elementOf(model: XsdModel, { type, repeated, doc, known }: XsdElement): Json {
  const one = known ? { anyOf: [reference(known), { type: 'string' }] } : schemaOf(model, type);
  return { ...(repeated ? { type: 'array', items: one } : one), description: doc };
}

function schemaOf(model: XsdModel, type: string): Json {
  const list = listOf(model, type);
  if (list) return { type: 'array', items: schemaOf(model, list.itemType), minItems: list.minItems };
  const simple = model.simpleTypes.has(type) || model.complexTypes.has(type);
  return simple ? reference(type) : scalar(model, type);
}

function scalar(model: XsdModel, type: string): Json {
  const { scalar: kind, min, max } = scalarOf(model, type) ?? { scalar: 'string' };
  const types = { string: 'string', long: 'string', int: 'integer', boolean: 'boolean' } as const;
  return {
    type: types[kind],
    ...(kind === 'long' && { format: 'int64' }),
    ...(min !== undefined && { minimum: min }),
    ...(max !== undefined && { maximum: max }),
  };
}

const reference = (type: string): Json => ({ $ref: `#/components/schemas/${plainName(type)}` });
