import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { specDocument } from '../../spec/document.js';

/** An endpoint's own codes; the general ones of `errors.ts` have four digits at most. */
const CODE = /\b\d{8,9}\b/g;

/** Codes that no request can bring about here, each with the reason. */
const NEVER_ANSWERED: Readonly<Record<string, string>> = {
  95103018: 'no field of a service is about local-only authentication',
  95104013: 'no field of a service is about local-only authentication',
  95105003: 'no field of a service is about local-only authentication',
  95104012: 'an unexpected error; faults play those',
};

function codesOfDocument(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'x-codes' ? Object.keys(inner as object) : codesOfDocument(inner),
  );
}

function codesOfSources(): string[] {
  const folder = join(import.meta.dirname, '..');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !/\.test\.|seed/.test(path))
    .flatMap((path) => readFileSync(join(folder, path), 'utf8').match(CODE) ?? [])
    .filter((digits) => !/^10*$/.test(digits)); // a piece of a UUID
}

describe('the codes of the endpoints', () => {
  const documented = new Set(codesOfDocument(specDocument('qradar')));
  const answered = new Set(codesOfSources());

  it('are those of the document, digit for digit', () => {
    expect(answered.size).toBeGreaterThan(100);
    expect([...answered].filter((code) => !documented.has(code))).toEqual([]);
  });

  it('are all answered, but those that no request can bring about', () => {
    const own = [...documented].filter((code) => code.length > 7);
    expect(own.filter((code) => !answered.has(code))).toEqual(own.filter((code) => code in NEVER_ANSWERED));
  });
});
