import { createIq } from '@rollcall/facade/iq';
import { createQlik, where as whereQlik } from '@rollcall/facade/qlik';
import { createQRadar, where } from '@rollcall/facade/qradar';
import { createQualysSaq } from '@rollcall/facade/qualys-saq';

// The ten mistakes that are made most, each on a line of its own; `messages.txt` beside this is what tsc says to them.

const qradar = createQRadar({ baseUrl: 'https://qradar.example.com', auth: { secToken: 'token' } });
const iq = createIq({ baseUrl: 'https://iq.example.com', auth: { token: 'token' } });
const qlik = createQlik({ baseUrl: 'https://tenant.eu.qlikcloud.com', auth: { apiKey: 'key' } });
const saq = createQualysSaq({
  baseUrl: 'https://qualysapi.qualys.com',
  auth: { username: 'a', password: 'pass' },
});

// 1. both kinds of credential
createQRadar({ baseUrl: 'https://q', auth: { secToken: 'token', username: 'admin', password: 'pass' } });
createIq({ baseUrl: 'https://q', auth: { token: 'token', username: 'admin', password: 'pass' } });

// 2. an option under another name
createQlik({ baseURL: 'https://q', auth: { apiKey: 'key' } });

// 3. a comparison that the field's kind does not have
where('user_role(id)', 'like', '1%');
where('username', '=', 7);
whereQlik('id', 'co', '62');

// 4. a field of another list
qradar.users.list({ filter: where('label', '=', 'x') });

// 5. a status that the vendor lacks
whereQlik('status', 'eq', 'enabled');
qlik.users.update('1', { status: 'enabled' });
qlik.users.list({ status: ['enabled'] });

// 6. a required field of many left out
qradar.users.createMany([{ username: 'a', password: 'pass', user_role: { id: 1 } }]);
iq.users.createMany([{ username: 'a', password: 'pass', firstName: 'A', lastName: 'B' }]);
qlik.users.createMany([{ email: 'a@example.com' }]);
saq.users.createMany([{ firstName: 'A', lastName: 'B', emailAddress: 'a@example.com' }]);

// 7. a name where an id belongs
qradar.users.get('jane');
qradar.users.create({ username: 'j', password: 'pass', user_role: 'Analyst', security_profile: { id: 1 } });

// 8. a list taken for an array
(await iq.users.list())[0];

// 9. a misspelt field of a patch
qradar.users.update(7, { emial: 'j@example.com' });
qlik.users.update('1', { nickname: 'J' });

// 10. a number given as text
qradar.users.list().toArray({ pageSize: '50' });
createQRadar({ baseUrl: 'https://q', auth: { secToken: 'token' }, timeoutMs: '5000' });
