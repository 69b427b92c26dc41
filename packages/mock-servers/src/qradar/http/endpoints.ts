import { type Fact, factsOf, operationFacts } from '../../spec/fact.js';
import { placesOf } from '../../spec/places.js';
import type { OperationId } from '../../vendor/vendors.js';
import { shapes } from '../query/shapes.js';
import { type ConsoleKind, isServed } from '../state/resources.js';
import { answerItem, answerList } from './answer.js';
import { ApiError, CODES } from './errors.js';
import type { OperationRoute } from './route.js';

/** What the console says of its own API: the operations of its kind, as the document has them. */
export const endpointRoutes: readonly OperationRoute[] = [
  {
    operationId: 'listEndpoints',
    handle: (call) =>
      answerList(call, endpointDocuments(call.state.settings.resources), {
        shape: shapes.endpoint,
        view: (document) => document,
      }),
  },
  {
    operationId: 'getEndpoint',
    handle: (call) => {
      const id = call.id('endpoint_id');
      const document = endpointDocuments(call.state.settings.resources).find((one) => one.id === id);
      if (document === undefined) {
        throw new ApiError(404, CODES.notFound, `No endpoint document has the id ${id}.`);
      }
      return answerItem(call, document, { shape: shapes.endpoint });
    },
  },
];

type EndpointDocument = ReturnType<typeof documentOf>;

const documents = new Map<ConsoleKind, EndpointDocument[]>();

/** The operations of a kind of console, described when they are first asked for. */
export function endpointDocuments(kind: ConsoleKind): EndpointDocument[] {
  let known = documents.get(kind);
  if (known === undefined) {
    known = [...placesOf('qradar')]
      .filter(([operationId]) => isServed(operationId as OperationId<'qradar'>, kind))
      .map(([operationId, { method, path }], index) => documentOf(index + 1, operationId, method, path));
    documents.set(kind, known);
  }
  return known;
}

/** Of the document's own version: it says nothing of an endpoint in other ones. */
function documentOf(id: number, operationId: string, method: string, path: string) {
  const operation = operationFacts('qradar', operationId);
  const facts = operation.value as OperationFacts;
  const responses = Object.entries(facts.responses).filter(([status]) => /^\d+$/.test(status));
  const isSuccess = ([status]: [string, unknown]) => Number(status) < 400;
  const body = { parameter_name: 'body', type: 'BODY', default_value: null, description: null };
  return {
    id,
    // As IBM's own clients ask for it.
    path: path.replace(/^\/api/, ''),
    http_method: method,
    version: String(factsOf('qradar').at('info', 'version').value),
    deprecated: facts.deprecated ?? false,
    summary: facts.summary,
    description: facts.description,
    parameters: [
      ...parametersOf(path, facts).map(parameterView),
      ...(facts.requestBody === undefined ? [] : [body]),
    ],
    success_responses: responses.filter(isSuccess).map(([status, one]) => responseView(status, one)),
    error_responses: responses
      .filter((entry) => !isSuccess(entry))
      .flatMap(([status, one]) => errorViews(status, resolved(one))),
  };
}

/** Of the operation and of its path. */
function parametersOf(path: string, { parameters = [] }: OperationFacts): unknown[] {
  const item = factsOf('qradar').at('paths', path).value as Pick<OperationFacts, 'parameters'>;
  return [...(item.parameters ?? []), ...parameters];
}

interface OperationFacts {
  summary: string;
  description: string;
  deprecated?: boolean;
  parameters?: unknown[];
  requestBody?: unknown;
  responses: Record<string, unknown>;
}

interface ResponseFacts {
  description?: string;
  'x-codes'?: Record<string, string>;
}

function parameterView(parameter: unknown) {
  const {
    in: place,
    name,
    schema,
    description,
  } = resolved(parameter) as {
    in: string;
    name: string;
    description?: string;
    schema?: { default?: unknown };
  };
  const value = schema?.default;
  return {
    parameter_name: name,
    type: place.toUpperCase(),
    default_value: value === undefined ? null : String(value),
    description: description ?? null,
  };
}

interface ResponseView {
  response_code: number;
  unique_code: number | null;
  description: string | null;
}

function responseView(status: string, response: unknown): ResponseView {
  const { description } = resolved(response) as ResponseFacts;
  return { response_code: Number(status), unique_code: null, description: description ?? null };
}

/** One entry for each code that the document gives the status. */
function errorViews(status: string, response: unknown): ResponseView[] {
  const codes = Object.entries((response as ResponseFacts)['x-codes'] ?? {});
  if (codes.length === 0) return [responseView(status, response)];
  return codes.map(([code, description]) => ({
    response_code: Number(status),
    unique_code: Number(code),
    description,
  }));
}

function resolved(value: unknown): unknown {
  const reference = (value as { $ref?: string }).$ref;
  if (reference === undefined) return value;
  const fact: Fact = factsOf('qradar').at(...reference.replace('#/', '').split('/'));
  return fact.value;
}
