import type { ApiKey, LicenseAssignment } from './model.js';
import { SEED_TIME, TENANT_ID } from './seed-catalogue.js';
import { SEED_ME } from './seed-users.js';

const JOHN = '62716ab404a7bd8626af9bd6';
const BOT = '62716ad1c7e500e13ff5fa23';

/** John has a key and a revoked one, Alice made one for the bot and one of her own. */
export function seedApiKeys(): ApiKey[] {
  return [
    apiKey('7f0a3cf1-0e8b-4d43-9a5c-6a2f1f3a9e01', {
      description: 'Ad hoc scripts',
      sub: JOHN,
      createdByUser: JOHN,
    }),
    apiKey('7f0a3cf1-0e8b-4d43-9a5c-6a2f1f3a9e02', {
      description: 'Old scripts',
      sub: JOHN,
      status: 'revoked',
    }),
    apiKey('7f0a3cf1-0e8b-4d43-9a5c-6a2f1f3a9e03', { description: 'Nightly reload', sub: BOT }),
    apiKey('7f0a3cf1-0e8b-4d43-9a5c-6a2f1f3a9e04', { description: 'Administration', sub: SEED_ME }),
  ];
}

function apiKey(id: string, rest: Pick<ApiKey, 'description' | 'sub'> & Partial<ApiKey>): ApiKey {
  return {
    id,
    tenantId: TENANT_ID,
    status: 'active',
    subType: 'user',
    expiry: '2099-01-01T00:00:00.000Z',
    createdByUser: SEED_ME,
    created: SEED_TIME,
    lastUpdated: SEED_TIME,
    ...rest,
  };
}

/** How many licences of each type the tenant has. The types are those of the reference's samples, the figures ours. */
export const LICENSES: Readonly<Record<string, number>> = { professional: 10, analyzer: 100 };

export function seedLicenses(): LicenseAssignment[] {
  return [
    license('john1234', 'professional'),
    license('alice1234', 'professional'),
    license('bob1234', 'analyzer'),
  ];
}

export function licenseId(subject: string, type: string): string {
  return JSON.stringify([subject, type]);
}

function license(subject: string, type: string): LicenseAssignment {
  return { id: licenseId(subject, type), subject, type, excess: false, created: SEED_TIME };
}
