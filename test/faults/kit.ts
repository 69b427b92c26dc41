import type { ConnectionOptions } from '@rollcall/facade';
import { createIq, type Iq } from '@rollcall/facade/iq';
import { createQlik, type Qlik } from '@rollcall/facade/qlik';
import { createQRadar, type QRadar, type QRadarOptions } from '@rollcall/facade/qradar';
import { createQualysSaq, type QualysSaq } from '@rollcall/facade/qualys-saq';
import { type Carrier, transportOf } from '../support/cells.js';

/** Both ways in which requests travel. */
export const CARRIERS: readonly Carrier[] = ['fetch', 'node'];

const SECRET = 'tok-3f9a77c1-secret';

type Options = Partial<ConnectionOptions>;

/** The clients of one vendor's own verbs, over one transport. */
export function qradarOver(carrier: Carrier, baseUrl: string, options: Partial<QRadarOptions> = {}): QRadar {
  return createQRadar({ baseUrl, auth: { secToken: SECRET }, ...transportOf(carrier), ...options });
}

export function iqOver(carrier: Carrier, baseUrl: string, options: Options = {}): Iq {
  const auth = { username: 'admin', password: SECRET };
  return createIq({ baseUrl, auth, ...transportOf(carrier), ...options });
}

export function qlikOver(carrier: Carrier, baseUrl: string, options: Options = {}): Qlik {
  return createQlik({ baseUrl, auth: { apiKey: SECRET }, ...transportOf(carrier), ...options });
}

export function qualysOver(carrier: Carrier, baseUrl: string, options: Options = {}): QualysSaq {
  const auth = { username: 'api', password: SECRET };
  return createQualysSaq({ baseUrl, auth, ...transportOf(carrier), ...options });
}

const OVER = { QRadar: qradarOver, IQ: iqOver, Qlik: qlikOver, Qualys: qualysOver };

/** What is written of one user: an input whose `field` holds `value`, and a patch of it. */
export function writesOf(
  vendor: keyof typeof OVER,
  carrier: Carrier,
  baseUrl: string,
  options: Options = {},
) {
  const users = OVER[vendor](carrier, baseUrl, options).users as unknown as Record<
    'create' | 'update' | 'createMany' | 'updateMany',
    (...parameters: unknown[]) => Promise<unknown>
  >;
  const whole = {
    QRadar: {
      username: 'jane',
      password: 'pw-Kx82-secret',
      user_role: { id: 1 },
      security_profile: { id: 1 },
    },
    IQ: {
      username: 'jane',
      password: 'pw-Kx82-secret',
      firstName: 'J',
      lastName: 'D',
      email: 'j@example.com',
    },
    Qlik: { subject: 'idp\\jane' },
    Qualys: { firstName: 'Jane', lastName: 'Doe', company: 'Example', emailAddress: 'jane@example.com' },
  }[vendor];
  const field = { QRadar: 'email', IQ: 'firstName', Qlik: 'name', Qualys: 'title' }[vendor];
  const id = { QRadar: 7, IQ: 'jane', Qlik: 'u-1', Qualys: 7 }[vendor];
  return { users, whole, field, id };
}

/** The client that a vendor's generated functions take. */
export function hatchOf(vendor: string, carrier: Carrier, baseUrl: string): Qlik['client'] {
  return OVER[vendor as keyof typeof OVER](carrier, baseUrl).client as Qlik['client'];
}

/** How a promise ended: its value, or the error, which is an Error of ours or the platform's own end of a call. */
export async function endOf(
  work: () => unknown,
): Promise<{ value?: unknown; error?: Error & Record<string, unknown> }> {
  try {
    return { value: await work() };
  } catch (error) {
    return { error: error as never };
  }
}

/** What the process was told beside the call, while `work` ran: warnings and promises that nobody caught. */
export async function toldWhile<T>(
  work: () => Promise<T>,
): Promise<{ result: T; warnings: string[]; uncaught: unknown[] }> {
  const warnings: string[] = [];
  const uncaught: unknown[] = [];
  const onWarning = (warning: Error) => warnings.push(warning.message);
  const onUncaught = (error: unknown) => uncaught.push(error);
  process.on('warning', onWarning).on('unhandledRejection', onUncaught);
  try {
    const result = await work();
    for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
    return { result, warnings, uncaught };
  } finally {
    process.off('warning', onWarning).off('unhandledRejection', onUncaught);
  }
}
