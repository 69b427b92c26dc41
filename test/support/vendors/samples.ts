import type { OpenOptions, Secret, VendorCredential } from './vendor.ts';

/** The credential of clients that talk to servers which take any. */
export const SECRET = 'tok-3f9a77c1-secret';
/** The password of users that are created. */
export const PASSWORD = 'pw-Kx82-secret';

/** What the generated functions of JSON vendors write here; the servers of these tests take anything. */
export const BODY = { username: 'jäne', password: PASSWORD, note: '日本 "</>&' };

/** What signs in as `options` say; the vendor's facade has types of its own for it. */
export function authOf({ auth, secret }: VendorCredential, options: OpenOptions<object>): never {
  const make = auth[options.by ?? (auth.token ? 'token' : 'password')];
  if (!make) throw new Error(`This vendor knows no ${options.by}`);
  return make('secret' in options ? (options.secret as Secret) : secret) as never;
}

/** What is left of the options for the facade. */
export function connectionOptions<Options extends OpenOptions<object>>(
  options: Options,
): Omit<Options, 'secret' | 'by'> {
  const { secret: _, by: __, ...others } = options;
  return others;
}

export function basicOf(username: string, password: string): string {
  return Buffer.from(`${username}:${password}`).toString('base64');
}
