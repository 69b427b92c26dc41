import { inspect } from 'node:util';
import { expect } from 'vitest';

/** Nothing that a person or a log can make of an error shows a secret: message, JSON, inspect, and so for each cause. */
export function expectNoSecret(error: unknown, secrets: readonly string[]): void {
  const shown: string[] = [inspect(error, { depth: 20, showHidden: true, getters: true })];
  for (let current = error, depth = 0; current instanceof Error && depth < 10; depth += 1) {
    const fields = Object.getOwnPropertyNames(current).map((name) => [name, (current as never)[name]]);
    shown.push(current.message, String(current), current.stack ?? '', JSON.stringify(current) ?? '');
    shown.push(
      JSON.stringify(fields, (_, value) => (typeof value === 'bigint' ? String(value) : value)) ?? '',
    );
    current = current.cause;
  }
  for (const secret of secrets) {
    for (const text of shown)
      expect(text.includes(secret), `a secret is shown in: ${text.slice(0, 300)}`).toBe(false);
  }
}
