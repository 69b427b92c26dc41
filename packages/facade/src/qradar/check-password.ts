import { type PasswordValidator, validatePassword } from '@rollcall/qradar/sdk';
import { InvalidInputError } from '../errors.js';
import type { Connection } from '../http/connection.js';
import { protocolError } from '../http/errors/protocol-error.js';
import { expectObject } from '../http/expect.js';
import type { CallOptions } from '../http/options.js';

/** What each rule of the policy says where it did not pass (IBM); the kinds of characters are named by the console. */
const RULES: Readonly<Partial<Record<keyof PasswordValidator, string>>> = {
  minimum_length_rule_passed: 'it is too short',
  variance_rules_required_count_passed: 'it has too few kinds of characters',
  password_history_size_rule_passed: 'it was used before',
  disallow_repeating_characters_rule_passed: 'a character stands three times in a row',
};

/**
 * Asks the console whether a new user's password passes its policy, before the user is created.
 * @throws InvalidInputError that says which rules it breaks, and never the password; ProtocolError when the answer says nothing of any rule.
 */
export async function checkNewPassword(
  connection: Connection,
  password: string,
  call: CallOptions,
): Promise<void> {
  const body = { password, ignore_history: true };
  const result = await connection.call(validatePassword, { body }, call);
  const found = expectObject<PasswordValidator>(result);
  // A rule that the policy does not have may be null; an answer that names none is none about a password.
  if (!Object.keys(RULES).some((rule) => rule in found)) {
    const { call: asked, response } = result;
    throw protocolError(asked, response, 'the answer says of no rule whether the password passes it');
  }
  const broken = Object.entries(RULES).filter(([rule]) => found[rule as keyof PasswordValidator] === false);
  if (broken.length === 0) return;
  const { variance_rules_failed: lacking } = found;
  const kinds = Array.isArray(lacking) && lacking.length > 0 ? `; it lacks ${lacking.join(', ')}` : '';
  throw new InvalidInputError(
    `user.password does not pass the console's policy: ${broken.map(([, said]) => said).join(', ')}${kinds}. passwordPolicies.list() shows the policy. Nothing was created`,
  );
}
