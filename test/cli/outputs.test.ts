import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, describe, expect, it } from 'vitest';
import { type Company, startCompany } from './company.test.helper.js';
import { HEAD, leaver, qradarUser } from './people.test.helper.js';

let company: Company;
afterEach(() => company.close());

const SCHEMA = JSON.parse(
  readFileSync(new URL('../../packages/cli/schema/outputs-1.schema.json', import.meta.url), 'utf8'),
);
// A date-time is checked by its form here: Ajv leaves formats to a package of its own.
const ajv = new Ajv2020({ allErrors: true, formats: { 'date-time': /^\d{4}-\d\d-\d\dT[\d:.]+Z$/ } });
ajv.addSchema(SCHEMA);

/** What the schema of one output finds in a text. */
function problems(output: 'report' | 'plan' | 'evidence', text: string): unknown {
  const validate = ajv.getSchema(`${SCHEMA.$id}#/$defs/${output}`);
  if (!validate) throw new Error(`the schema has no ${output}`);
  return validate(JSON.parse(text)) ? [] : validate.errors;
}

const PEOPLE = `${HEAD}${leaver('gone')}${leaver('admin2')}new,new@example.com,active,SOC\nmove,move@example.com,active,SOC\n`;
const SEEDS = {
  qradar: {
    users: [
      qradarUser(2000, 'gone'),
      { ...qradarUser(2001, 'move'), user_role_id: 3 },
      { ...qradarUser(2002, 'admin2'), user_role_id: 1 },
      qradarUser(2003, 'nobody'),
    ],
    authorized_services: [
      {
        id: 41,
        label: 'Export',
        token: 'export-token',
        created_by: 'gone',
        user_role_id: 2,
        security_profile_id: 1,
      },
    ],
  },
};

describe('the JSON that rollcall writes', () => {
  it('keeps to its published schema: a report, a plan, and the evidence of a leaver', async () => {
    company = await startCompany(PEOPLE, SEEDS);
    expect(problems('report', (await company.run('report', '--json')).out)).toEqual([]);
    const planned = (await company.run('plan', '--json')).out;
    expect(problems('plan', planned)).toEqual([]);
    const kinds = JSON.parse(planned).entries.map((entry: { change: { kind: string } }) => entry.change.kind);
    expect(new Set(kinds)).toEqual(new Set(['create', 'change', 'remove']));
    expect(problems('evidence', (await company.run('leave', 'gone', '--yes', '--json')).out)).toEqual([]);
  });

  it('keeps to it where a system could not be read', async () => {
    company = await startCompany(PEOPLE, SEEDS);
    company.mocks.iq.faults.add({ operationId: 'listUsers', status: 403, times: 30 });
    expect(problems('report', (await company.run('report', '--json')).out)).toEqual([]);
    expect(problems('plan', (await company.run('plan', '--json')).out)).toEqual([]);
    expect(problems('evidence', (await company.run('leave', 'gone', '--yes', '--json')).out)).toEqual([]);
  });

  it('has no field that the schema does not know', async () => {
    company = await startCompany(HEAD);
    const report = JSON.parse((await company.run('report', '--json')).out);
    expect(problems('report', JSON.stringify({ ...report, extra: true }))).not.toEqual([]);
  });
});
