import { type Vendor, vendors } from '../../support/vendors/index.ts';

/** The least program that lists, creates and deletes users with one vendor's facade. */
function program({ key, factory, credential: { auth } }: Vendor): string {
  const credential = JSON.stringify((auth.token ?? auth.password)?.('secret'));
  const source = `
import { ${factory} } from '@rollcall/facade/${key}';
const { users } = ${factory}({ baseUrl: 'https://vendor.example.com', auth: ${credential} });
export const list = () => users.list();
export const create = (user) => users.create(user);
export const remove = (id) => users.delete(id);`;
  // The codec is loaded with the first call: no program goes without it.
  return key === 'qualys-saq'
    ? `${source}\nexport { parseServiceResponse } from '@rollcall/qualys-saq/xml';`
    : source;
}

export const programs = vendors.map((vendor) => ({
  name: vendor.key,
  /** What only this vendor's code says. */
  apiPath: vendor.wire.apiPath,
  source: program(vendor),
}));
