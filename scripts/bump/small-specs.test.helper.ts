import type { Json } from './document.ts';

/** A document of one path. */
export function document(item: Json, schemas: Json = {}, path = '/u'): Json {
  const paths = Object.keys(item).length > 0 ? { [path]: named(item) } : {};
  return { openapi: '3.1.0', info: { title: 'Small', version: '1' }, paths, components: { schemas } };
}

/** Operations that have no name of their own are called after their method, and every answer is described. */
function named(item: Json): Json {
  return Object.fromEntries(
    Object.entries(item).map(([method, value]) => {
      if (method === 'parameters') return [method, value];
      const { responses, ...rest } = value as Json;
      const described = Object.entries((responses ?? {}) as Json).map(([status, each]) => [
        status,
        { description: 'Said.', ...(each as Json) },
      ]);
      return [method, { operationId: method, ...rest, responses: Object.fromEntries(described) }];
    }),
  );
}

export function operation(operationId: string, parameters: Json[] = []): Json {
  return { operationId, parameters, responses: { 200: { description: 'Said.' } } };
}

export function parameter(name: string, place = 'query', required = false): Json {
  return { name, in: place, required, schema: { type: 'string' } };
}

/** A document whose one operation takes this body. */
export function request(schema: unknown, schemas: Json = {}): Json {
  const requestBody = { content: { 'application/json': { schema } } };
  return document({ post: { ...operation('write'), requestBody } }, schemas);
}

/** A document whose one operation answers this body. */
export function response(schema: unknown, schemas: Json = {}): Json {
  const content = { 'application/json': { schema } };
  return document({ get: { operationId: 'read', responses: { 200: { content } } } }, schemas);
}

/** An object with this field, and with text fields of the other names. */
export function field(name: string, schema: unknown, ...others: string[]): Json {
  const rest = others.map((each) => [each, { type: 'string' }]);
  return { type: 'object', properties: { ...Object.fromEntries(rest), [name]: schema } };
}
