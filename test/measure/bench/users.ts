/** Users as each vendor answers them, of about the same size, and the pages the server and the stub give. */
const qradarUser = (id: number) => ({
  id,
  username: `user${id}`,
  email: `user${id}@example.com`,
  description: 'Works in the operations centre',
  user_role_id: 1 + (id % 5),
  security_profile_id: 1 + (id % 3),
  tenant_id: 0,
  locale_id: 'en',
  enable_popup_notifications: false,
  allow_system_authentication_fallback: false,
  inactivity_timeout: 30,
  password_creation_time: 1_700_000_000_000 + id,
});

const qlikUser = (id: number) => ({
  id: `6${String(id).padStart(23, '0')}`,
  name: `User ${id}`,
  email: `user${id}@example.com`,
  subject: `auth0|${id}`,
  status: 'active',
  tenantId: 'q3VRZ4YMixpaLKEPhkZWM-XMIDN7cO8f',
  createdAt: '2025-01-01T00:00:00Z',
  lastUpdatedAt: '2025-01-01T00:00:00Z',
  assignedRoles: [],
  assignedGroups: [],
});

const iqUser = (id: number) => ({
  username: `user${id}`,
  firstName: 'Jane',
  lastName: `Doe ${id}`,
  email: `user${id}@example.com`,
  realm: 'Internal',
});

export interface Answer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

const list = <User>(make: (id: number) => User, from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => make(from + at + 1));
const answer = (value: unknown, headers: Record<string, string> = {}): Answer => {
  const body = new TextEncoder().encode(JSON.stringify(value));
  return {
    headers: { 'content-type': 'application/json', 'content-length': String(body.length), ...headers },
    body,
  };
};

/** Positions `from` up to, not including, `to` of a console with `total` users. */
export const qradarPage = (from: number, to: number, total: number): Answer =>
  answer(list(qradarUser, from, to), { 'content-range': `items ${from}-${to - 1}/${total}` });
export const qlikPage = (size: number): Answer =>
  answer({ data: list(qlikUser, 0, size), links: {}, totalResults: size });
export const iqPage = (size: number): Answer => answer({ users: list(iqUser, 0, size) });
