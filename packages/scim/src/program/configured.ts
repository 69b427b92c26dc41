import { appendFileSync, closeSync, openSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import {
  type ConfiguredSystem,
  connectSystems,
  readConfig,
  resolveSecret,
  type ScimConfig,
} from '@rollcall/accounts/config';
import type { AuditLine, ScimOptions, ScimSystem } from '../options.js';
import { STRICT } from '../protocol/quirks.js';
import { postgresStore } from '../store/postgres.js';
import { sqliteStore } from '../store/sqlite.js';
import type { Store } from '../store/store.js';
import { UsageError } from './arguments.js';
import { CALL_LIMITS } from './call-limits.js';
import type { Served } from './served.js';

const STATE = 'rollcall-scim.db';

/**
 * Reads `rollcall.yaml`, and makes what its section `scim` names. Nothing is sent to a system.
 *
 * @throws InvalidInputError or UsageError in one sentence that says what to do, never with a secret.
 */
export async function openConfigured(file: string, env: NodeJS.ProcessEnv): Promise<Served> {
  const config = readConfig(file);
  const { scim } = config;
  if (!scim) throw new UsageError(`${file} has no section scim: it says what is served, and to whom.`);
  const names = Object.keys(scim.systems);
  refuseUnknown(file, names, scim);
  if (scim.tokens.length === 0 && !scim.jwt) {
    throw new UsageError(
      `${file}: scim.tokens is empty, so nobody could ask; --new-token prints a token with its hash.`,
    );
  }
  const source = { env, dir: dirname(resolve(file)) };
  const connected = await connectSystems(config, source, names, CALL_LIMITS);
  const tls = scim.tls && {
    cert: readFileSync(resolve(source.dir, scim.tls.cert)),
    key: readFileSync(resolve(source.dir, scim.tls.key)),
  };
  const audit = auditTo(scim.audit && resolve(source.dir, scim.audit));
  const store = await storeOf(scim, source);
  const { baseUrl, jwt, requestsPerSecond, tokens } = scim;
  const options: ScimOptions = {
    store,
    tokens,
    audit: audit.write,
    ...(baseUrl !== undefined && { baseUrl }),
    ...(jwt && { jwt }),
    ...(requestsPerSecond !== undefined && { requestsPerSecond }),
  };
  return {
    systems: Object.fromEntries(connected.map((each) => [each.name, systemOf(each, scim)])),
    options,
    ...(tls && { tls }),
    close: async () => {
      await store.close();
      audit.close();
    },
  };
}

/** A token for a system that is not served opens nothing, and that is a slip of the pen. */
function refuseUnknown(file: string, names: readonly string[], { jwt, tokens }: ScimConfig): void {
  for (const { name, systems = [] } of [...tokens, { name: 'jwt', systems: jwt?.systems }]) {
    const unknown = systems.find((each) => !names.includes(each));
    if (unknown === undefined) continue;
    throw new UsageError(
      `${file}: ${name} names the system ${unknown}; scim.systems has ${names.join(', ')}.`,
    );
  }
}

function systemOf({ accounts, name, protection }: ConfiguredSystem, { systems }: ScimConfig): ScimSystem {
  const { deactivate, defaults, groupNames, groups, mapping, strict } = systems[name] ?? {};
  return {
    accounts,
    // Who is listed is never touched. Who has the vendor's own administrator role may be: the provider gave it.
    protects: ({ administrator: _, own: __, ...account }) => protection.reasonFor(account),
    ...(deactivate !== undefined && { deactivate }),
    ...(defaults && { defaults }),
    ...(groups && { groups }),
    ...(groupNames && { groupNames }),
    ...(mapping && { mapping }),
    ...(strict && { quirks: STRICT }),
  };
}

type Source = Parameters<typeof resolveSecret>[1];

async function storeOf({ state = STATE }: ScimConfig, source: Source): Promise<Store> {
  if (typeof state === 'string') return sqliteStore(resolve(source.dir, state));
  return postgresStore(await resolveSecret(state.postgres, source));
}

function auditTo(file: string | undefined) {
  const to = file === undefined ? undefined : openSync(file, 'a', 0o600);
  return {
    write: (line: AuditLine) => {
      const text = `${JSON.stringify(line)}\n`;
      if (to === undefined) process.stdout.write(text);
      else appendFileSync(to, text);
    },
    close: () => {
      if (to !== undefined) closeSync(to);
    },
  };
}
