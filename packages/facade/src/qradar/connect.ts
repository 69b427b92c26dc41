import { apiVersion, type Client, operations, secretFields, secretHeaders } from '@rollcall/qradar/sdk';
import { InvalidInputError } from '../errors.js';
import { type TokenOrBasic, tokenOrBasic } from '../http/auth.js';
import { type Connection, connect } from '../http/connection.js';
import { secretsOf } from '../http/errors/call-secrets.js';
import { siteOf } from '../http/errors/outcome.js';
import { redactText } from '../http/errors/redact.js';
import { secretNamesOf } from '../http/errors/secret-fields.js';
import { settleOptions } from '../http/option-rules.js';
import type { ConnectionOptions } from '../http/options.js';
import type { Call } from '../http/types.js';
import { aFunction, anything } from '../util/check-options.js';
import { told } from '../util/told.js';
import { adviseOnMissing } from './missing-operation.js';
import { readError } from './read-error.js';
import type { ConsoleResources } from './resources.js';
import { type VersionFallback, withVersionFallback } from './version-fallback.js';

/** A version that the spec knows. Any other `major.minor` is taken too, for consoles newer than this package. */
export type QRadarVersion = (typeof apiVersion.known)[number] | (string & {});

/** Told when a console answers that a call or its whole API version is going away (`Deprecated` header, IBM overview). */
export interface DeprecationNotice {
  readonly operationId?: string;
  readonly method: string;
  readonly url: string;
  readonly version: string;
  /** The header's value as it came. */
  readonly value: string;
}

export interface QRadarOptions extends ConnectionOptions {
  /**
   * An authorized service's token, sent as `SEC` (recommended by the QRadar guide and by IBM), or a user's name and password
   * as Basic. Exactly one of the two.
   */
  readonly auth: TokenOrBasic<'secToken'>;
  /**
   * The API version asked for with every call. Default: the spec's, see `defaultVersion`. Without one a console would
   * answer in its latest, which changes under you (IBM overview).
   */
  readonly version?: QRadarVersion;
  /**
   * Chooses another version when the console refuses `version` with 422, such as `({ offered }) => offered.at(-1)?.version`;
   * the verbs then go on with it. Default: none, and the refusal is an error that names what the console offers.
   */
  readonly versionFallback?: VersionFallback;
  /**
   * Which kind of console this is: it writes users as the QRadar guide says, or as IBM documents (staged, then
   * deployed). Default 'detect': the console's `help/endpoints` is asked once per client, before the first verb that
   * depends on it.
   */
  readonly resources?: ConsoleResources | 'detect';
  /** Told of `Deprecated` headers. An error it throws is ignored, and told once as a warning of the process. */
  readonly onDeprecated?: (notice: DeprecationNotice) => void;
}

/** The version of the spec this package was generated from. */
export const defaultVersion = apiVersion.default;

export function connectQRadar(given: QRadarOptions): Connection<Client> {
  const options = settleOptions(given, {
    auth: anything,
    version: anything,
    versionFallback: aFunction,
    resources: anything,
    onDeprecated: aFunction,
  });
  const onDeprecated = told('onDeprecated', options.onDeprecated);
  const version = options.version ?? defaultVersion;
  if (typeof version !== 'string' || !/^\d{1,5}(\.\d{1,5})?$/.test(version)) {
    throw new InvalidInputError(
      `version must look like '21.0' or '21', not '${String(version).slice(0, 20)}'`,
    );
  }
  if (![undefined, 'detect', 'guide', 'ibm'].includes(options.resources)) {
    throw new InvalidInputError("resources must be 'guide', 'ibm' or 'detect'");
  }
  const connection: Connection<Client> = connect<Client>(
    {
      operations,
      media: 'json',
      generated: () => import('@rollcall/qradar/client'),
      validators: () => import('@rollcall/qradar/validators'),
      headers: { Accept: 'application/json', [apiVersion.header]: version, 'User-Agent': 'rollcall-qradar' },
      secretNames: secretNamesOf(secretFields, secretHeaders),
      readers: { readError: (body, status) => readError(body, status, version) },
      async advise(response, call) {
        if (response.status !== 422) return adviseOnMissing(response, call);
        try {
          const { adviseOnVersion } = await import('./removed-version.js');
          return await adviseOnVersion(connection, version, response, call);
        } catch {
          return undefined; // the refusal is what the caller has to see
        }
      },
      onResponse(response, call) {
        const value = response.headers.get('deprecated');
        if (value !== null)
          onDeprecated?.({ ...placeOf(call), version, value: redactText(value, secretsOf(call)) });
      },
    },
    tokenOrBasic(options.auth, 'secToken'),
    options,
  );
  const choose = options.versionFallback;
  return choose ? withVersionFallback(connection, version, choose) : connection;
}

function placeOf(call: Call): Omit<ReturnType<typeof siteOf>, 'attempts'> {
  const { attempts: _, ...place } = siteOf(call);
  return place;
}
