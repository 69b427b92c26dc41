import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningMock } from '@rollcall/mock-servers';
import { hashToken } from '@rollcall/scim';
import { afterAll } from 'vitest';
import { TOKEN } from './bridge.test.helper.js';

/** Folders that are gone after the file's tests. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'scim-program-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A `rollcall.yaml` before a sandbox of QRadar, with `scim` as given; its secret is in SEC_TOKEN. */
export function writeConfig(
  folder: string,
  mock: RunningMock,
  scim: object = {},
  system: object = {},
): string {
  const file = join(folder, `rollcall-${Math.random().toString(36).slice(2)}.yaml`);
  const config = {
    systems: {
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a reference, as the file has it
      console: { vendor: 'qradar', url: mock.url, auth: { secToken: '${env:SEC_TOKEN}' }, ...system },
    },
    scim: {
      tokens: [{ name: 'entra', sha256: hashToken(TOKEN) }],
      state: 'state.db',
      systems: {
        console: {
          deactivate: 'remove',
          groups: 'roles',
          defaults: { roles: ['Analyst'], securityProfile: 'Default' },
        },
      },
      ...scim,
    },
  };
  // JSON is YAML.
  writeFileSync(file, JSON.stringify(config));
  return file;
}

export const envOf = ({ credentials }: RunningMock): NodeJS.ProcessEnv => ({
  ...process.env,
  SEC_TOKEN: credentials.secToken,
});
