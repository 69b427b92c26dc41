import { answerItem, answerList } from '../http/answer.js';
import { booleanField, textField } from '../http/body.js';
import { ApiError, CODES, unprocessable } from '../http/errors.js';
import type { Call, OperationRoute } from '../http/route.js';
import { shapes } from '../query/shapes.js';
import type { QRadarState } from '../state/state.js';

const KINDS = {
  UPPER_CASE: /\p{Lu}/u,
  LOWER_CASE: /\p{Ll}/u,
  NUMBER: /\p{Nd}/u,
  OTHER: /[^\p{Lu}\p{Ll}\p{Nd}]/u,
} as const;

const POLICY_ID = 1;

/** One policy, and what it says of a password (IBM). */
export const passwordRoutes: readonly OperationRoute[] = [
  {
    operationId: 'listPasswordPolicies',
    handle: (call) =>
      answerList(call, [policyView(call.state)], { shape: shapes.passwordPolicy, view: (policy) => policy }),
  },
  {
    operationId: 'getPasswordPolicy',
    handle: (call) => {
      if (call.id() !== POLICY_ID) {
        throw new ApiError(404, CODES.notFound, `No password policy has the id ${call.id()}.`);
      }
      return answerItem(call, policyView(call.state), { shape: shapes.passwordPolicy });
    },
  },
  { operationId: 'validatePassword', handle: validate },
];

function policyView({ passwordPolicy }: QRadarState) {
  return {
    id: POLICY_ID,
    ...passwordPolicy,
    variance_rules: Object.keys(KINDS),
    password_history_size: null,
    password_expiry_interval: null,
  };
}

/** 200 whether the password passes or not; without a history that rule is never asked. */
async function validate(call: Call): Promise<Response> {
  const body = await call.body();
  const password = textField(body, 'password');
  if (typeof password !== 'string') throw unprocessable(38312001, 'The password must not be null.');
  const found = judge(password, call.state);
  const view = {
    password: null,
    ignore_history: booleanField(body, 'ignore_history') ?? false,
    provided_password_length: [...password].length,
    minimum_length_rule_passed: found.longEnough,
    variance_rules_required_count_passed: found.variedEnough,
    variance_rules_passed: found.kinds,
    variance_rules_failed: Object.keys(KINDS).filter((kind) => !found.kinds.includes(kind)),
    password_history_size_rule_passed: null,
    disallow_repeating_characters_rule_passed: found.unrepeated,
  };
  return answerItem(call, view, { shape: shapes.passwordValidator });
}

/** Rule by rule; null where the policy has no such rule. */
function judge(password: string, { passwordPolicy }: QRadarState) {
  const { disallow_repeating_characters, minimum_length, variance_rules_required_count } = passwordPolicy;
  const kinds = Object.entries(KINDS).flatMap(([kind, pattern]) => (pattern.test(password) ? [kind] : []));
  return {
    kinds,
    longEnough: minimum_length === null ? null : [...password].length >= minimum_length,
    variedEnough:
      variance_rules_required_count === null ? null : kinds.length >= variance_rules_required_count,
    unrepeated: disallow_repeating_characters ? !/(.)\1\1/su.test(password) : null,
  };
}

/** The rules that a password breaks, in words; empty when it may be used. */
export function brokenRules(password: string, state: QRadarState): string[] {
  const found = judge(password, state);
  const { minimum_length, variance_rules_required_count } = state.passwordPolicy;
  return [
    ...(found.longEnough === false ? [`it needs at least ${minimum_length} characters`] : []),
    ...(found.variedEnough === false
      ? [`it needs ${variance_rules_required_count} of upper case, lower case, numbers and other characters`]
      : []),
    ...(found.unrepeated === false ? ['no character may stand three times in a row'] : []),
  ];
}
