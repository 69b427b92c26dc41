import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { root } from '../root.ts';
import { affectedPackages, namesUsed } from './affected.ts';
import type { Change } from './change.ts';
import { changesetOf } from './changeset.ts';
import { checkFolder, compareContracts } from './contract.ts';
import { withVersion } from './edits.ts';
import { bumpFor } from './semver.ts';

const folder = mkdtempSync(join(tmpdir(), 'rollcall-contract-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const saq = join(root, 'specs/qualys-saq/1.0');

/** Qualys' spec as it is, with one change of the XSD. */
function changedXsd(from: string, to: string): string {
  const changed = mkdtempSync(join(folder, 'saq-'));
  cpSync(saq, changed, { recursive: true });
  const source = readFileSync(join(saq, 'saq.xsd'), 'utf8');
  expect(source).toContain(from);
  writeFileSync(join(changed, 'saq.xsd'), source.replace(from, to));
  return changed;
}

const lines = (changes: readonly Change[]) =>
  changes.map(({ impact, text, pointer }) => `${impact}: ${text} (${pointer})`);
const xsdChanges = async (from: string, to: string) =>
  lines(await compareContracts(saq, changedXsd(from, to), { xsd: 'saq.xsd' }));

describe('the differences of an XSD', () => {
  it('are none between an XSD and itself', async () => {
    expect(await compareContracts(saq, saq, { xsd: 'saq.xsd' })).toEqual([]);
  });

  it('an element more in an answer is a feature', async () => {
    const more = '<xs:element name="userName" type="xs:string" minOccurs="0"/>';
    const anchor = '<xs:complexType name="ServiceResponseType">\n    <xs:sequence>';
    expect(await xsdChanges(anchor, `${anchor}\n      ${more}`)).toEqual([
      'feature: field `ServiceResponse.userName` (string) is new (saq.xsd#ServiceResponse/userName)',
    ]);
  });

  it('an element fewer in a request breaks', async () => {
    expect(
      await xsdChanges('<xs:element name="preferences" type="PreferencesType" minOccurs="0"/>', ''),
    ).toContain(
      'breaking: field `ServiceRequest.preferences` (object) is gone (saq.xsd#ServiceRequest/preferences)',
    );
  });

  it('a criteria field fewer breaks, and its operators are gone with it', async () => {
    const found = await xsdChanges('<xs:enumeration value="uuid"/>', '');
    expect(found).toContain('breaking: `uuid` is gone from `CriteriaField` (saq.xsd#CriteriaField)');
  });

  it('another order of elements has no effect on code: the codec writes by the XSD', async () => {
    const filters = '<xs:element name="filters" type="FiltersType" minOccurs="0"/>';
    const preferences = '<xs:element name="preferences" type="PreferencesType" minOccurs="0"/>';
    const found = await xsdChanges(`${filters}\n      ${preferences}`, `${preferences}\n      ${filters}`);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^fix: `element-order` of `ServiceRequest` is `preferences, filters, data`/);
  });
});

const qradarChanges = await compareContracts(
  join(root, 'specs/qradar/21.0'),
  join(root, 'specs/qradar/26.0'),
  {},
);

describe('IBM QRadar from 21.0 to 26.0', () => {
  const changes = qradarChanges;

  it('breaks nothing', () => {
    expect(lines(changes).filter((each) => each.startsWith('breaking'))).toEqual([]);
  });

  it('brings the fields of the dashboard and another default of the version header, and nothing else to use', () => {
    expect(changes.filter(({ impact }) => impact === 'feature').map(({ pointer }) => pointer)).toEqual([
      '#/x-api-version/default',
      '#/components/schemas/StagedUser/properties/show_analyst_workflow_default_dashboard',
      '#/components/schemas/StagedUser/properties/show_awf_default_dashboard',
      '#/components/schemas/User/properties/show_analyst_workflow_default_dashboard',
      '#/components/schemas/User/properties/show_awf_default_dashboard',
    ]);
  });

  it('is noticed by users of the client, of the facade and of the mock servers', () => {
    const names = affectedPackages(root, 'qradar', changes).map(({ name, impact }) => [name, impact]);
    expect(names).toEqual([
      ['@rollcall/qradar', 'feature'],
      ['@rollcall/facade', 'feature'],
      ['@rollcall/mock-servers', 'feature'],
    ]);
  });
});

describe('the packages a change reaches', () => {
  const change = { impact: 'breaking', subject: 'field', text: 'a', pointer: '#', places: [] } as const;

  it('leave out the facade when it calls none of the operations', () => {
    const names = affectedPackages(root, 'qradar', [{ ...change, operations: ['notCalledByTheFacade'] }]);
    expect(names.map(({ name }) => name)).toEqual(['@rollcall/qradar', '@rollcall/mock-servers']);
  });

  it('hold the facade when it calls one of them', () => {
    const names = affectedPackages(root, 'qradar', [{ ...change, operations: ['deleteUser'] }]);
    expect(names.map(({ name }) => name)).toContain('@rollcall/facade');
    expect(namesUsed(join(root, 'packages/facade/src/qradar'), '@rollcall/qradar')).toContain('deleteUser');
  });

  it('are none when nothing changed', () => {
    expect(affectedPackages(root, 'qradar', [])).toEqual([]);
  });
});

it.each([
  ['0.3.1', 'breaking', 'minor'],
  ['0.3.1', 'feature', 'patch'],
  ['0.3.1', 'fix', 'patch'],
  ['1.3.1', 'breaking', 'major'],
  ['1.3.1', 'feature', 'minor'],
  ['1.3.1', 'fix', 'patch'],
  ['10.0.0', 'breaking', 'major'],
] as const)('%s and a %s change make a %s release', (version, impact, bump) => {
  expect(bumpFor(version, impact)).toBe(bump);
});

it('a changeset names the packages, then what breaks, what is new and the rest', () => {
  const change = {
    subject: 'field',
    pointer: '#/a',
    places: ['`getUser` 200'],
    operations: ['getUser'],
  } as const;
  const text = changesetOf({
    title: 'IBM QRadar',
    oldVersion: '1',
    newVersion: '2',
    packages: [{ name: '@rollcall/qradar', version: '0.1.0', impact: 'breaking' }],
    changes: [
      { ...change, impact: 'breaking', text: 'field `User.a` is gone' },
      { ...change, impact: 'fix', subject: 'text', text: 'words about `getUser`' },
    ],
    broken: ['packages/facade/src/qradar/users.ts:3: no such type'],
  });
  expect(text).toBe(`---
'@rollcall/qradar': minor
---

IBM QRadar: the API as of 2, before 1.

**Breaking**

- field \`User.a\` is gone — \`getUser\` 200 (\`#/a\`)

**Without effect on code**

- descriptions, examples or notes in 1 place

**What the compiler says**

Code that compiled against the types before and no longer does:

- packages/facade/src/qradar/users.ts:3: no such type
`);
});

describe('pointing the table at another version', () => {
  const table = "  { name: 'iq', version: 'v2' },\n  { name: 'qlik', version: 'v2' },\n";

  it('changes the one row', () => {
    expect(withVersion(table, 'iq', 'v2', 'v3')).toBe(
      "  { name: 'iq', version: 'v3' },\n  { name: 'qlik', version: 'v2' },\n",
    );
  });

  it('refuses a table that does not hold the row', () => {
    expect(() => withVersion(table, 'iq', 'v1', 'v3')).toThrow('0 rows of iq v1');
  });
});

describe('the folder of a version', () => {
  it('is refused when it does not exist, with those that do', () => {
    expect(() => checkFolder(join(root, 'specs'), { name: 'iq' }, 'v9')).toThrow(
      'specs/iq/v9 does not exist; there are: v2',
    );
  });

  it('is refused when the XSD is missing', () => {
    mkdirSync(join(folder, 'qualys-saq/2.0'), { recursive: true });
    writeFileSync(join(folder, 'qualys-saq/2.0/openapi.yaml'), 'openapi: 3.1.0');
    expect(() => checkFolder(folder, { name: 'qualys-saq', xsd: 'saq.xsd' }, '2.0')).toThrow(
      '2.0/saq.xsd is missing',
    );
  });
});
