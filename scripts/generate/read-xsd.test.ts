import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { root } from '../root.ts';
import { readXsd } from './read-xsd.ts';

it('refuses a fact in an XSD that it does not know, and says in which line it stands', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-xsd-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const xsdFile = join(folder, 'saq.xsd');
  const lines = readFileSync(join(root, 'specs/qualys-saq/1.0/saq.xsd'), 'utf8').split('\n');
  const at = lines.findIndex((line) => line.includes('<rc:open known="ResponseCode"/>'));
  lines.splice(at, 0, '<rc:secret/>');
  writeFileSync(xsdFile, lines.join('\n'));
  expect(() => readXsd(xsdFile)).toThrow(`rc:secret in line ${at + 1} of the XSD`);
});
