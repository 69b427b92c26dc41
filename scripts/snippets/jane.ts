/**
 * What stands before the fragment of the first page that takes one person out of all four systems: the clients, and the person
 * with what she has there, so that the fragment runs as a reader would run it.
 */
export const JANE_IS_THERE = `
import { createIq } from '@rollcall/facade/iq';
import { createQlik } from '@rollcall/facade/qlik';
import { createQRadar } from '@rollcall/facade/qradar';
import { createQualysSaq } from '@rollcall/facade/qualys-saq';

const { SEC_TOKEN, IQ_TOKEN, QLIK_API_KEY, QUALYS_USERNAME, QUALYS_PASSWORD, FIRST_PASSWORD } = process.env;
const qradar = createQRadar({ baseUrl: 'https://qradar.example.com', auth: { secToken: SEC_TOKEN! } });
const iq = createIq({ baseUrl: 'https://iq.example.com', auth: { token: IQ_TOKEN! } });
const qlik = createQlik({ baseUrl: 'https://tenant.eu.qlikcloud.com', auth: { apiKey: QLIK_API_KEY! } });
const saq = createQualysSaq({
  baseUrl: 'https://qualysapi.qualys.com',
  auth: { username: QUALYS_USERNAME!, password: QUALYS_PASSWORD! },
});

const password = FIRST_PASSWORD!;
const email = 'jane@example.com';
const names = { firstName: 'Jane', lastName: 'Doe' };
await qradar.users.provision({ username: 'jane', password, email, role: 'Analyst', securityProfile: 'Default' });
const roles = [{ role: 'Developer', organization: 'Sandbox' }];
await iq.users.provision({ username: 'jane', password, email, ...names, roles });
await qlik.users.provision({ subject: 'idp|jane', name: 'Jane', email, roles: ['Developer'], groups: ['Auditors'] });
await saq.users.provision({ ...names, company: 'Example', emailAddress: email, tags: ['Business Units'] });
`;
