/** The least program that lists, creates and deletes users with one vendor's facade. */
const program = (subpath: string, factory: string, auth: string) => `
import { ${factory} } from '@rollcall/facade/${subpath}';
const { users } = ${factory}({ baseUrl: 'https://vendor.example.com', auth: ${auth} });
export const list = () => users.list();
export const create = (user) => users.create(user);
export const remove = (id) => users.delete(id);`;

const BASIC = `{ username: 'admin', password: 'secret' }`;

export const vendors = [
  { name: 'qradar', bundleKb: 8, source: program('qradar', 'createQRadar', `{ secToken: 'token' }`) },
  { name: 'iq', bundleKb: 8, source: program('iq', 'createIq', BASIC) },
  { name: 'qlik', bundleKb: 8, source: program('qlik', 'createQlik', `{ apiKey: 'token' }`) },
  {
    name: 'qualys-saq',
    bundleKb: 36,
    // The codec is loaded with the first call: no program goes without it.
    source: `${program('qualys-saq', 'createQualysSaq', BASIC)}
export { parseServiceResponse } from '@rollcall/qualys-saq/xml';`,
  },
] as const;
