import { createMock, type Vendor } from '@rollcall/mock-servers';
import { describe, expect, it } from 'vitest';
import { type Operation, type Parameter, readSpec } from '../support/spec-document.js';

/** The whole specs, and the sandboxes that play them. */
const SPECS: readonly { readonly version: string; readonly vendor: Vendor }[] = [
  { version: 'qradar/26.0', vendor: 'qradar' },
  { version: 'iq/v2', vendor: 'iq' },
  { version: 'qlik/v1', vendor: 'qlik' },
  { version: 'qualys-saq/1.0', vendor: 'qualys-saq' },
];

/** What has to be done before an example names anything: the examples of these, each of which makes what it names. */
const MADE_BY: Readonly<Record<string, string>> = {
  getDeleteTask: 'deleteUser',
  getStagedDeleteTask: 'deleteStagedUser',
  getUserDependentsTask: 'getUserDependents',
  cancelUserDependentsTask: 'getUserDependents',
  listUserDependents: 'getUserDependents',
  executeDeploy: 'updateStagedUser',
  revokeGlobalRoleMembership: 'grantGlobalRoleMembership',
  revokeOwnerRoleMembership: 'grantOwnerRoleMembership',
  deleteLicenseAssignments: 'addLicenseAssignments',
};

/** Examples that a fresh sandbox refuses or has nothing for, each for a reason of the vendor's. */
const REFUSED: Readonly<Record<string, RegExp>> = {
  // The service of the example is the one whose token the sandbox gives its callers (IBM: none deletes itself).
  deleteAuthorizedService: /itself/,
  'updateAuthorizedService, disable': /itself/,
  // Nothing belongs to the user of the example.
  listUserDependents: /^\[\]$/,
  // The user of the example has come already.
  'patchUser, renewInvite': /no invitation to renew/,
};

/** One request that a spec shows. */
interface Shown {
  readonly title: string;
  readonly values: readonly { readonly parameter: Parameter; readonly value: unknown }[];
  readonly body: unknown;
}

/** Each body that an operation shows, or none, with the first value of every parameter that is required. */
function shownBy({ id, parameters, body }: Operation): Shown[] {
  const values = parameters
    .filter((parameter) => parameter.required)
    .map((parameter) => ({ parameter, value: parameter.values[0] }));
  const bodies = (body?.examples ?? []).map((one) => ({
    title: `${id}, ${one.name}`,
    values,
    body: one.value,
  }));
  return bodies.length > 0 ? bodies : [{ title: id, values, body: undefined }];
}

function requestFor({ method, path, body: shape }: Operation, { values, body }: Shown, headers: HeadersInit) {
  let filled = path;
  const query = new URLSearchParams();
  const sent = new Headers(headers);
  for (const { parameter, value } of values) {
    if (parameter.in === 'path')
      filled = filled.replace(`{${parameter.name}}`, encodeURIComponent(String(value)));
    else if (parameter.in === 'query') query.append(parameter.name, String(value));
    else if (parameter.in === 'header') sent.set(parameter.name, String(value));
  }
  if (shape && body !== undefined) sent.set('content-type', shape.mediaType);
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const search = query.size > 0 ? `?${query}` : '';
  return new Request(`http://vendor.example.com${filled}${search}`, {
    method,
    headers: sent,
    ...(body === undefined ? {} : { body: text }),
    redirect: 'manual',
  });
}

/** Whether an answer names nothing: an empty list, or a count of nothing. */
function isEmpty(text: string): boolean {
  if (text.startsWith('<?xml'))
    return text.includes('<count>0</count>') || text.includes('<responseErrorDetails>');
  if (!/^[[{]/.test(text)) return false;
  const body = JSON.parse(text) as Record<string, unknown>;
  if (Array.isArray(body)) return body.length === 0;
  const lists = 'id' in body ? [] : Object.values(body).filter(Array.isArray);
  return lists.length === 1 && lists[0]?.length === 0;
}

describe.each(SPECS)('the examples of $version in a fresh sandbox', async ({ version, vendor }) => {
  const { operations } = await readSpec(version);
  const mock = await createMock(vendor, { strict: true });
  const send = async (operation: Operation, shown: Shown) => {
    const response = await mock.fetch(requestFor(operation, shown, mock.credentials.headers));
    return { status: response.status, text: await response.text() };
  };
  const each = operations.flatMap((operation) =>
    shownBy(operation).map((shown) => [shown.title, operation, shown] as const),
  );

  it.each(each)('%s', async (title, operation, shown) => {
    mock.reset();
    const maker = operations.find(({ id }) => id === MADE_BY[operation.id]);
    if (maker) expect((await send(maker, shownBy(maker)[0] as Shown)).status).toBeLessThan(300);
    const { status, text } = await send(operation, shown);
    const reason = REFUSED[title];
    if (reason) expect(text).toMatch(reason);
    else {
      expect(status, text).toBeLessThan(400);
      expect(isEmpty(text), text).toBe(false);
    }
  });
});
