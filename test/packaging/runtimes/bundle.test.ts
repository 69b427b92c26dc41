import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { bundle } from './workerd.ts';

const VENDORS = {
  qradar: 'createQRadar',
  iq: 'createIq',
  qlik: 'createQlik',
  'qualys-saq': 'createQualysSaq',
};
/** What only one vendor's code says: the packages are bundled, so a module's name is not enough. */
const ADDRESSES: Readonly<Record<string, string>> = {
  qradar: '/api/config/access/users',
  iq: '/api/v2/users',
  qlik: '/api/v1/users',
  'qualys-saq': '/qps/rest/1.0/',
};

it.each(Object.entries(VENDORS))(
  'a bundle of %s holds no other vendor, and nothing of Node',
  async (vendor, create) => {
    const dir = join(inject('npmProject'), 'bundles', vendor);
    mkdirSync(dir, { recursive: true });
    const entry = join(dir, 'entry.js');
    writeFileSync(
      entry,
      `import { ${create} } from '@rollcall/facade/${vendor}';\nglobalThis.create = ${create};\n`,
    );
    const metafile = join(dir, 'meta.json');
    await bundle(entry, join(dir, 'out.js'), [`--metafile=${metafile}`]);

    const { inputs } = JSON.parse(readFileSync(metafile, 'utf8')) as { inputs: Record<string, unknown> };
    const modules = Object.keys(inputs);
    expect(modules.some((path) => path.includes(`@rollcall/${vendor}/dist/sdk.js`))).toBe(true);
    const others = Object.keys(VENDORS).filter((other) => other !== vendor);
    const foreign = modules.filter((path) =>
      others.some((other) => path.includes(`@rollcall/${other}/`) || path.includes(`facade/dist/${other}/`)),
    );
    expect(foreign).toEqual([]);
    const code = readFileSync(join(dir, 'out.js'), 'utf8');
    expect(Object.keys(ADDRESSES).filter((name) => code.includes(ADDRESSES[name] ?? ''))).toEqual([vendor]);
    const unasked = /undici|opentelemetry|facade\/dist\/(node|otel)\//;
    expect(modules.filter((path) => unasked.test(path))).toEqual([]);
    expect(code).not.toMatch(/opentelemetry|http\.client\.request\.duration/i);
  },
);
