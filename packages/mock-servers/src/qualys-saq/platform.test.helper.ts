import { XMLParser } from 'fast-xml-parser';
import type { Sandbox, SandboxOptions } from '../sandbox/sandbox.js';
import { qualysSaqSandbox } from './index.js';
import { responseProblems } from './xml/xml.js';

const parser = new XMLParser({
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
  isArray: (name) => name === 'User' || name === 'Tag',
});

export const credentials = {
  authorization: `Basic ${btoa('sandbox:sandbox')}`,
  'x-requested-with': 'rollcall',
};

interface Answer {
  status: number;
  headers: Headers;
  text: string;
  code?: string;
  error?: string;
  count?: string;
  hasMoreRecords?: string;
  lastId?: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at parsed XML
  users: any[];
}

/** A sandbox with a clock that stands still until `pass`, and calls that check every XML answer against saq.xsd. */
export function platform(options?: SandboxOptions) {
  let now = Date.UTC(2026, 0, 1);
  let draws = 0;
  const random = () => {
    draws = (draws * 16_807 + 11) % 2_147_483_647;
    return draws / 2_147_483_647;
  };
  const sandbox = qualysSaqSandbox(
    { clock: { now: () => now }, random, baseUrl: ({ url }) => new URL(url).origin },
    options,
  );
  return { sandbox, call: caller(sandbox), pass: (ms: number) => (now += ms) };
}

function caller(sandbox: Sandbox) {
  return async (path: string, body?: string, init: RequestInit = {}): Promise<Answer> => {
    const request = new Request(new URL(path, 'http://localhost/qps/rest/1.0/'), {
      method: 'POST',
      headers: { ...credentials, 'content-type': 'text/xml' },
      ...(body !== undefined && { body }),
      ...init,
    });
    return read(await sandbox.fetch(request));
  };
}

export async function read(response: Response): Promise<Answer> {
  const { headers, status } = response;
  const text = await response.text();
  if (!/^(?:text|application)\/xml/.test(headers.get('content-type') ?? '') || text === '') {
    return { status, headers, text, users: [] };
  }
  const problems = responseProblems(text);
  if (problems.length > 0) throw new Error(problems.join(' '));
  const { responseCode, responseErrorDetails, count, hasMoreRecords, lastId, data } =
    parser.parse(text).ServiceResponse;
  return {
    status,
    headers,
    text,
    code: responseCode,
    error: responseErrorDetails?.errorMessage,
    count,
    hasMoreRecords,
    lastId,
    users: (data?.User ?? []).map(strip),
  };
}

/** Leaves out the whitespace between the elements. */
// biome-ignore lint/suspicious/noExplicitAny: parsed XML
function strip(value: any): any {
  if (Array.isArray(value)) return value.map(strip);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== '#text')
      .map(([name, inner]) => [name, strip(inner)]),
  );
}

export function serviceRequest(content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<ServiceRequest>${content}</ServiceRequest>`;
}

export function filters(...criteria: [field: string, operator: string, value: string][]): string {
  const inner = criteria.map(
    ([field, operator, value]) => `<Criteria field="${field}" operator="${operator}">${value}</Criteria>`,
  );
  return `<filters>${inner.join('')}</filters>`;
}

/** A User with the four mandatory elements. */
export function person(emailAddress: string, more = ''): string {
  return `<User><firstName>Jane</firstName><lastName>Roe</lastName><company>abc</company><emailAddress>${emailAddress}</emailAddress>${more}</User>`;
}
