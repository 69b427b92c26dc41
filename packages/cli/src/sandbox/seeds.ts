/**
 * A small company with something wrong in every system, so that each command has something to say: a leaver who is still
 * everywhere, an account of nobody, one person twice, a wrong role, somebody who has no account yet, a service and a
 * break-glass account. All names are invented.
 */
export const PEOPLE = `person,name,givenName,familyName,addresses,aliases,status,department,login.qradar,login.iq
arossi,Anna Rossi,Anna,Rossi,anna.rossi@example.com,,active,SOC,arossi,arossi
bkaya,Baris Kaya,Baris,Kaya,baris.kaya@example.com,,active,SOC,bkaya,
clopez,Carla Lopez,Carla,Lopez,carla.lopez@example.com,c.lopez@example.org,active,Data,,clopez
dnovak,Dan Novak,Dan,Novak,dan.novak@example.com,,left,SOC,dnovak,dnovak
ejansen,Eva Jansen,Eva,Jansen,eva.jansen@example.com,,active,Data,,
fnagy,Ferenc Nagy,Ferenc,Nagy,ferenc.nagy@example.com,,active,SOC,,
`;

export const RULES = [
  { when: { department: 'SOC' }, system: 'qradar', roles: ['Analyst'], securityProfile: 'Default' },
  { when: { department: 'SOC' }, system: 'iq' },
  { when: { department: 'Data' }, system: 'qlik', roles: ['Developer'] },
];

const PROFILE = { user_role_id: 2, security_profile_id: 1 };

export const SEEDS = {
  qradar: {
    users: [
      {
        id: 1101,
        username: 'arossi',
        email: 'anna.rossi@example.com',
        first_name: 'Anna',
        last_name: 'Rossi',
        ...PROFILE,
      },
      // A reader, where the rule wants an analyst.
      {
        id: 1102,
        username: 'bkaya',
        email: 'baris.kaya@example.com',
        first_name: 'Baris',
        last_name: 'Kaya',
        user_role_id: 3,
        security_profile_id: 1,
      },
      {
        id: 1103,
        username: 'dnovak',
        email: 'dan.novak@example.com',
        first_name: 'Dan',
        last_name: 'Novak',
        ...PROFILE,
      },
      { id: 1104, username: 'svc-siem', email: null, ...PROFILE },
      { id: 1105, username: 'break-glass', email: null, user_role_id: 1, security_profile_id: 1 },
    ],
    authorized_services: [
      {
        id: 31,
        label: 'Nightly export',
        token: 'sandbox-token-of-dnovak',
        created_by: 'dnovak',
        user_role_id: 2,
        security_profile_id: 1,
      },
    ],
  },
  iq: {
    users: [
      { username: 'arossi', firstName: 'Anna', lastName: 'Rossi', email: 'anna.rossi@example.com' },
      { username: 'clopez', firstName: 'Carla', lastName: 'Lopez', email: 'carla.lopez@example.com' },
      { username: 'dnovak', firstName: 'Dan', lastName: 'Novak', email: 'dan.novak@example.com' },
      { username: 'intern7', firstName: 'Intern', lastName: 'Seven', email: 'intern7@example.com' },
    ],
  },
  qlik: {
    extend: true,
    users: [
      {
        subject: 'idp|carla',
        name: 'Carla Lopez',
        email: 'carla.lopez@example.com',
        assignedRoles: [{ name: 'Developer' }],
      },
      { subject: 'idp|carla-old', name: 'Carla Lopez', email: 'c.lopez@example.org', status: 'disabled' },
      {
        subject: 'idp|dan',
        name: 'Dan Novak',
        email: 'dan.novak@example.com',
        assignedRoles: [{ name: 'Developer' }],
      },
      { subject: 'idp|anna', name: 'Anna Rossi', email: 'anna.rossi@example.com' },
    ],
  },
  'qualys-saq': {
    replace: true,
    users: [
      {
        firstName: 'Anna',
        lastName: 'Rossi',
        company: 'Example',
        emailAddress: 'anna.rossi@example.com',
        userName: 'anna.rossi',
      },
      {
        firstName: 'Dan',
        lastName: 'Novak',
        company: 'Example',
        emailAddress: 'dan.novak@example.com',
        userName: 'dan.novak',
        tags: [{ name: 'Auditors' }],
      },
    ],
  },
} as const;

export const SERVICE = { qradar: ['svc-siem', 'jdoe'], iq: ['bob'], qlik: [], 'qualys-saq': [] } as const;
export const BREAK_GLASS = { qradar: ['break-glass'], iq: [], qlik: [], 'qualys-saq': [] } as const;
