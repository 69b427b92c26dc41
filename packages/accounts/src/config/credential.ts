import { resolveSecret, type SecretSource } from './secret.js';
import type { SecretReference, SystemConfig } from './types.js';

/** A credential with its secret, as the configuration has it: a token of the vendor's kind, or a name and password. */
export type Credential =
  | { readonly token: string }
  | { readonly username: string; readonly password: string };

/**
 * Reads the secret of one system's credential.
 *
 * @throws InvalidInputError when its reference leads to nothing.
 */
export async function readCredential(
  { auth }: Pick<SystemConfig, 'auth'>,
  source: SecretSource,
): Promise<Credential> {
  const { apiKey, bearerToken, password, secToken, username } = auth;
  // Which of them stand there was checked when the file was read.
  const secret = (reference: SecretReference = '') => resolveSecret(reference, source);
  if (username !== undefined) return { username, password: await secret(password) };
  return { token: await secret(secToken ?? apiKey ?? bearerToken) };
}
