import { isObject, type Json, type JsonObject } from '../json.js';

/**
 * Entra's AppRoleAssignmentsComplex sends a role as JSON inside a string:
 * `{"value": "{\"id\":\"…\",\"value\":\"Admin\",\"displayName\":\"Admin\"}"}`. Gives `{value, display}`.
 * (Microsoft, "Customize user provisioning attribute mappings".)
 */
export function readRole(role: JsonObject): JsonObject {
  const { value, ...rest } = role;
  if (typeof value !== 'string' || !value.startsWith('{')) return role;
  const inner = parse(value);
  if (!isObject(inner) || typeof inner.value !== 'string') return role;
  return {
    ...(typeof inner.displayName === 'string' && { display: inner.displayName }),
    ...rest,
    value: inner.value,
  };
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
