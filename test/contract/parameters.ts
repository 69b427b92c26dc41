import { expect, it } from 'vitest';
import type { Operation, Parameter } from '../support/spec-document.js';
import { refusedValue } from '../support/spec-schemas.js';
import { successOf } from './answers.js';
import type { Call } from './call.js';
import { expectRefusal } from './refusal.js';

/** Every parameter reaches the server as it was given, its values are accepted, and others are refused. */
export function testParameters(operation: Operation, call: Call): void {
  for (const parameter of operation.parameters) {
    it(`${operation.id} sends the ${parameter.in} parameter ${parameter.name}`, async () => {
      for (const value of parameter.values) {
        const success = successOf(operation);
        const { request, response } = await call(operation, {
          ...success,
          parameters: [{ parameter, value }],
        });
        expect(response.status, String(value)).toBe(success.code);
        expect(valueSent(request, operation, parameter)).toBe(String(value));
      }
    });

    if (parameter.required && parameter.in !== 'path') {
      it(`${operation.id} without the ${parameter.in} parameter ${parameter.name} is refused`, async () => {
        const wish = { ...successOf(operation), parameters: [{ parameter, value: undefined }] };
        expectRefusal(operation, await call(operation, wish));
      });
    }

    const wrong = refusedValue(parameter.schema);
    if (wrong === undefined) continue; // any text is a value of this parameter
    it(`${operation.id} with ${wrong} as ${parameter.in} parameter ${parameter.name} is refused`, async () => {
      const wish = { ...successOf(operation), parameters: [{ parameter, value: wrong }] };
      expectRefusal(operation, await call(operation, wish));
    });
  }
}

/** What stands on the wire under the parameter's name. */
function valueSent({ headers, url }: Request, operation: Operation, { in: place, name }: Parameter) {
  const { pathname, searchParams } = new URL(url);
  if (place === 'query') return searchParams.get(name);
  if (place === 'header') return headers.get(name);
  if (place === 'cookie') return new RegExp(`${name}=([^;]*)`).exec(headers.get('cookie') ?? '')?.[1];
  const segment = operation.path.split('/').indexOf(`{${name}}`);
  return decodeURIComponent(pathname.split('/')[segment] ?? '');
}
