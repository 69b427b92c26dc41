import * as iqFacade from '@rollcall/facade/iq';
import * as qlikFacade from '@rollcall/facade/qlik';
import * as qradarFacade from '@rollcall/facade/qradar';
import * as saqFacade from '@rollcall/facade/qualys-saq';
import * as iq from '@rollcall/iq';
import { startMock, VENDORS, type Vendor } from '@rollcall/mock-servers';
import * as qlik from '@rollcall/qlik';
import * as qradar from '@rollcall/qradar';
import * as saq from '@rollcall/qualys-saq';
import { expect, it } from 'vitest';

const MODULES: Readonly<Record<Vendor, [facade: object, generated: object]>> = {
  qradar: [qradarFacade, qradar],
  iq: [iqFacade, iq],
  qlik: [qlikFacade, qlik],
  'qualys-saq': [saqFacade, saq],
};

/** An operation of each vendor that a fresh sandbox answers with what it was seeded with. */
const CALLS: Readonly<Record<Vendor, Readonly<Record<string, string>>>> = {
  qradar: { listUsers: 'jdoe', listUserRoles: 'Analyst', createStagedUser: 'username' },
  iq: { listUsers: 'bobsmith', getUser: 'bob' },
  qlik: { listUsers: 'alice', countUsers: 'total', filterUsers: 'alice' },
  'qualys-saq': { searchUsers: '<id>404591', countUsers: '<count>2', getUser: 'SUCCESS' },
};

type Samples = Readonly<Record<string, { operationId?: string; 'x-codeSamples'?: { source: string }[] }>>;

it.each(VENDORS)(
  'the reference of %s shows a program for every operation, and its programs run',
  async (vendor) => {
    const mock = await startMock(vendor, { strict: true });
    const document = await (await fetch(`${mock.url}/__rollcall/openapi.json`)).json();
    const operations = Object.values(document.paths as Record<string, Samples>)
      .flatMap((item) => Object.values(item))
      .filter(({ operationId }) => operationId !== undefined);
    const [facade, generated] = MODULES[vendor];
    for (const { operationId = '', 'x-codeSamples': samples = [] } of operations) {
      const [{ source } = { source: '' }] = samples;
      expect(source).toContain(`import { ${operationId} } from '@rollcall/${vendor}';`);
      expect(generated).toHaveProperty(operationId);
      const said = CALLS[vendor][operationId];
      if (said !== undefined)
        expect([operationId, await run(source, { ...facade, ...generated })]).toEqual([
          operationId,
          expect.stringContaining(said),
        ]);
    }
    expect(operations.length).toBeGreaterThan(5);
    expect(mock.violations).toEqual([]);
    await mock.close();
  },
);

/** What the program prints; its imports are handed to it. */
async function run(source: string, names: object): Promise<string> {
  const printed: string[] = [];
  const console = { log: (value: unknown) => printed.push(JSON.stringify(value)) };
  const body = source.replaceAll(/^import .*$/gm, '');
  const scope = { ...names, console };
  const program = new Function(...Object.keys(scope), `return (async () => {${body}})();`);
  await program(...Object.values(scope));
  return printed.join('\n');
}
