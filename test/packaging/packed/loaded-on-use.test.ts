import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, inject, it } from 'vitest';

it('no entry point of a vendor loads the validators before they are asked for, nor OpenTelemetry at all', () => {
  const seen = new Set<string>();
  const dynamic = new Set<string>();
  const dist = pathToFileURL(join(inject('npmProject'), 'node_modules/@rollcall/facade/dist/'));
  const visit = (url: URL) => {
    if (seen.has(url.href)) return;
    seen.add(url.href);
    const code = readFileSync(url, 'utf8');
    for (const [, name = ''] of code.matchAll(/import\(["']([^"']+)["']\)/g)) dynamic.add(name);
    for (const [, name = ''] of code.matchAll(/(?:from|^import) ?["']([^"']+)["']/gm)) {
      expect(name).not.toMatch(/validators|opentelemetry/);
      if (name.startsWith('.')) visit(new URL(name, url));
    }
  };
  for (const entry of ['qradar', 'iq', 'qlik', 'qualys-saq']) visit(new URL(`${entry}/index.js`, dist));
  expect([...seen].some((href) => href.includes('/chunks/'))).toBe(true); // what the entries share was read, too
  expect([...dynamic].filter((name) => /otel|opentelemetry/.test(name))).toEqual([]);
  expect([...dynamic].filter((name) => name.endsWith('/validators')).sort()).toEqual(
    ['iq', 'qlik', 'qradar'].map((vendor) => `@rollcall/${vendor}/validators`),
  );
});
