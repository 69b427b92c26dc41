import { endpointDocuments } from './endpoints.js';
import type { Call } from './route.js';

// GET /help/capabilities is UNDOCUMENTED at IBM. The answer has the fields that IBM's samples print (apiclient.py,
// print_api), and takes the two parameters that their help text shows.

const JSON_TYPE = 'application/json';

/** The console's operations by category, the first part of a path: `?categories=['/help']&httpMethods=['GET']`. */
export function capabilities({ query, state }: Call): Response {
  const methods = namesIn(query.get('httpMethods'));
  const wanted = namesIn(query.get('categories'));
  const categories = new Map<string, Map<string, object[]>>();
  for (const document of endpointDocuments(state.settings.resources)) {
    const [category = '', path = ''] = document.path.split(/(?<=^\/[^/]+)(?=\/|$)/);
    if (methods?.includes(document.http_method) === false || wanted?.includes(category) === false) continue;
    const apis = categories.get(category) ?? new Map<string, object[]>();
    categories.set(category, apis.set(path, [...(apis.get(path) ?? []), operationView(document)]));
  }
  return Response.json({
    categories: [...categories].map(([path, apis]) => ({
      path,
      apis: [...apis].map(([below, operations]) => ({ path: below, operations })),
    })),
  });
}

function operationView(document: ReturnType<typeof endpointDocuments>[number]) {
  const { description, http_method: httpMethod, parameters, version } = document;
  return {
    version,
    httpMethod,
    description,
    supportedContentTypes: [{ mimeType: JSON_TYPE }],
    parameters: parameters.map(({ parameter_name: name, type: source, description }) => ({
      name,
      source,
      description,
      required: source === 'PATH' || source === 'BODY',
      supportedContentTypes: [{ mimeType: source === 'BODY' ? JSON_TYPE : 'text/plain', dataType: 'String' }],
    })),
  };
}

/** The names in a list as Python prints it. */
function namesIn(text: string | null): string[] | undefined {
  return text === null ? undefined : [...text.matchAll(/[\w/]+/g)].map(([name]) => name);
}
