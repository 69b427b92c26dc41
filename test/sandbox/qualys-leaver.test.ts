import type { DeprovisionError } from '@rollcall/facade';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { qualysSaqSandbox } from '../support/sandboxes.js';

interface AccountState {
  users: { id: string; emailAddress: string; tags?: { id: string; name: string }[] }[];
  tags: { id: string }[];
}

const JANE = {
  firstName: 'Jane',
  lastName: 'Doe',
  company: 'Example',
  emailAddress: 'jane@example.com',
  tags: ['Business Units', 'Malware Domain Assets'],
};

describe('a leaver of Qualys SAQ, on the sandbox', async () => {
  const { saq, mock, close } = await qualysSaqSandbox({ retry: false });
  beforeEach(() => mock.reset());
  afterAll(close);
  const state = () => mock.snapshot() as AccountState;

  it('is gone with the tags that she had, and nobody else loses anything', async () => {
    const before = state();
    const jane = await saq.users.provision(JANE);
    expect(state().users.find(({ id }) => id === jane.id)?.tags).toHaveLength(2);
    const { done, left } = await saq.users.deprovision(JANE.emailAddress);
    expect(done.map(({ what, action }) => `${what} ${action}`)).toEqual([
      'user deleted',
      'user confirmed absent',
    ]);
    expect(state()).toEqual(before);
    // What SAQ's API cannot reach is named whatever happens.
    expect(left.map(({ id }) => id)).toEqual(['jane@example.com in other Qualys modules']);
  });

  it('who shares her address with somebody is taken out by id, and the other stays', async () => {
    const { done } = await saq.users.deprovision({ id: '404591' });
    expect(done.at(-1)).toMatchObject({ id: '404591', action: 'confirmed absent' });
    expect(state().users.map(({ id }) => id)).toEqual(['401990', '404592']);
  });

  it('who cannot be looked for is still there, and nothing was done', async () => {
    await saq.users.provision(JANE);
    const before = state();
    mock.faults.add({ operationId: 'searchUsers', status: 500 });
    const attempt = saq.users.deprovision(JANE.emailAddress);
    await expect(attempt).rejects.toMatchObject({ name: 'HttpError', status: 500 });
    expect(state()).toEqual(before);
  });

  it('whose deletion fails is not called out, and going on later finishes', async () => {
    const jane = await saq.users.provision(JANE);
    mock.faults.add({ operationId: 'deleteUser', status: 500, times: 1 });
    const error = await saq.users.deprovision({ id: jane.id }).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: 'DeprovisionError', progress: { done: [] } });
    const { progress } = error as DeprovisionError<never>;
    expect(progress.left.at(-1)).toMatchObject({ what: 'user', id: jane.id, stopped: 'deleted' });
    expect(state().users.some(({ id }) => id === jane.id)).toBe(true);
    const { done } = await saq.users.deprovision({ id: jane.id }, { resume: progress });
    expect(done.at(-1)).toMatchObject({ action: 'confirmed absent' });
    expect(state().users.some(({ id }) => id === jane.id)).toBe(false);
  });

  it('who is still found after a deletion that succeeded is left, and not called absent', async () => {
    const jane = await saq.users.provision(JANE);
    const body = `<?xml version="1.0" encoding="UTF-8"?><ServiceResponse><responseCode>SUCCESS</responseCode><count>1</count><data><User><id>${jane.id}</id></User></data></ServiceResponse>`;
    mock.faults.add({ operationId: 'deleteUser', status: 200, contentType: 'text/xml', body });
    const { done, left } = await saq.users.deprovision(JANE.emailAddress);
    expect(done.map(({ action }) => action)).not.toContain('confirmed absent');
    expect(left[0]).toMatchObject({ what: 'user', id: jane.id });
  });
});
