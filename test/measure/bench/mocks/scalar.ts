import { readFile } from 'node:fs/promises';
import { serve } from '@hono/node-server';
import { createMockServer } from '@scalar/mock-server';
import { parse } from 'yaml';

const [spec = '', port = ''] = process.argv.slice(2);
const app = await createMockServer({ document: parse(await readFile(spec, 'utf8')) });
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(port) });
