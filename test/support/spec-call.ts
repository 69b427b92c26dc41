import type { Operation, Parameter, SecurityScheme } from './spec-document.js';

/** What a generated package exports, as far as these tests call it. */
export interface Package {
  createClient(config: { baseUrl: string; auth: Auth }): unknown;
}
type Auth = (scheme: { type: string; scheme?: string }) => string | undefined;
type GeneratedFunction = (options: Record<string, unknown>) => Promise<Result>;

export interface Result {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly request: Request;
  readonly response: Response;
}

/** What one call sends beyond what its operation requires. */
export interface Wish {
  /** Status that Prism shall answer. */
  readonly code: number;
  /** Name of the example that Prism shall answer. */
  readonly example?: string;
  readonly mediaType?: string;
  readonly parameters?: readonly { parameter: Parameter; value: unknown }[];
  /** Default: the first example, when the operation requires a body. `null` sends none at all. */
  readonly body?: unknown;
  /** Default: the first alternative of the operation. `null` sends no credentials. */
  readonly security?: SecurityScheme | null;
}

/** Calls operations through the generated functions of a package, with all that the operation requires. */
export function createCaller(vendorPackage: Package, baseUrl: string) {
  return async function call(operation: Operation, wish: Wish): Promise<Result> {
    const generated = (vendorPackage as unknown as Record<string, GeneratedFunction>)[operation.id];
    if (!generated) throw new Error(`The package has no function ${operation.id}`);

    const sent = { path: {}, query: {}, header: {}, cookie: {} } as Record<Parameter['in'], object>;
    const required = operation.parameters.filter((parameter) => parameter.required);
    const first = required.map((parameter) => ({ parameter, value: parameter.values[0] }));
    for (const { parameter, value } of [...first, ...(wish.parameters ?? [])]) {
      Object.assign(sent[parameter.in], { [parameter.name]: value });
    }
    const cookies = Object.entries(sent.cookie).map(([name, value]) => `${name}=${value}`);
    const body =
      wish.body === undefined && operation.body?.required ? operation.body.examples[0]?.value : wish.body;
    const security = wish.security === undefined ? operation.securitySchemes[0] : wish.security;

    return generated({
      client: vendorPackage.createClient({ baseUrl, auth: credentialsFor(security ?? undefined) }),
      path: sent.path,
      query: sent.query,
      headers: {
        ...sent.header,
        ...(cookies.length > 0 && { Cookie: cookies.join('; ') }),
        ...(wish.mediaType && { Accept: wish.mediaType }),
        Prefer: wish.example ? `code=${wish.code}, example=${wish.example}` : `code=${wish.code}`,
      },
      ...(body !== undefined && body !== null && { body }),
      parseAs: wish.mediaType?.includes('json') === false ? 'text' : 'json',
      redirect: 'manual',
    });
  };
}

/** Prism checks that credentials are there, not which; one scheme at a time, so that each is known to do. */
function credentialsFor(wanted: SecurityScheme | undefined): Auth {
  return ({ type, scheme }) => {
    if (type !== wanted?.type || scheme !== wanted.scheme) return undefined;
    return scheme === 'basic' ? 'somebody:secret' : 'some-token';
  };
}
