import type { Operation } from '../spec/operation.js';
import type { Violation } from './violation.js';

/** What Prism finds wrong with a request or a response. */
export type Diagnostics = readonly Diagnostic[];

export interface Diagnostic {
  readonly severity: number;
  readonly message: string;
  readonly path?: readonly string[];
}

/** `DiagnosticSeverity.Error`; Prism's warnings are deprecated parameters and undeclared error statuses. */
export function isError({ severity }: Diagnostic): boolean {
  return severity === 0;
}

/** Of a path such as `/users/%zz`. */
export const UNDECODABLE: Diagnostic = {
  severity: 0,
  path: ['path'],
  message: 'The path has a percent sign that encodes no character.',
};

const UNDECLARED = 'Unable to match the returned status code';

export function isUndeclared({ message }: Diagnostic): boolean {
  return message.startsWith(UNDECLARED);
}

/**
 * Prism lets `default` cover every status. In our documents it describes errors, so a success needs its own status there.
 */
export function unnamedSuccess({ status }: Response, { responses }: Operation): Diagnostics {
  const codes = responses.map(({ code }) => code);
  const isNamed = codes.some((code) => new RegExp(`^${code.replaceAll('X', '\\d')}$`).test(String(status)));
  if (status >= 400 || isNamed || !codes.includes('default')) return [];
  return [{ severity: 0, message: `${UNDECLARED} ${status} with ${codes.join(', ')}` }];
}

/** Makes a violation of what was found in one exchange. */
export function describer(request: Request, operation: Operation) {
  const { pathname, search } = new URL(request.url);
  return (
    direction: Violation['direction'],
    kind: Violation['kind'],
    { path = [], message }: Pick<Diagnostic, 'path' | 'message'>,
  ): Violation => ({
    direction,
    kind,
    ...(operation.iid === undefined ? {} : { operationId: operation.iid }),
    method: request.method,
    url: pathname + search,
    location: path.join('.'),
    message,
  });
}
