import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '@rollcall/cli';
import { type RunningMock, startMock, type Vendor } from '@rollcall/mock-servers';
import { expect } from 'vitest';
import { stringify } from 'yaml';

/** What a console answers, to be changed on its way. */
interface Passing {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Changes an answer: another console than ours. `path` has no query; `request` is the whole of it. */
export type Mutation = (answer: Passing, path: string, request: Request) => void;

export interface Probed {
  readonly mock: RunningMock;
  run(...args: string[]): Promise<{ code: number; out: string; err: string }>;
  read(name: string): string;
  close(): Promise<void>;
}

/** A sandbox, a proxy in front of it that changes answers, and the program with a configuration that names the proxy. */
export async function startProbed(
  vendor: Vendor,
  options: { mutate?: Mutation; seed?: unknown; vendorOptions?: object; profile?: unknown } = {},
): Promise<Probed> {
  const { mutate, ...rest } = options;
  const mock = await startMock(vendor, rest as Parameters<typeof startMock>[1]);
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const { connection: _hop, host: _host, 'transfer-encoding': _coding, ...headers } = incoming.headers;
    const method = incoming.method ?? 'GET';
    const body = method === 'GET' || method === 'HEAD' ? {} : { body: Buffer.concat(chunks) };
    const request = new Request(`${mock.url}${incoming.url}`, {
      method,
      headers: headers as Record<string, string>,
      redirect: 'manual',
      ...body,
    });
    const response = await fetch(request.clone());
    const { 'content-length': _length, connection: _own, ...passed } = Object.fromEntries(response.headers);
    const answer: Passing = { status: response.status, headers: passed, body: await response.text() };
    mutate?.(answer, new URL(request.url).pathname, request);
    outgoing.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const dir = mkdtempSync(join(tmpdir(), 'rollcall-probe-'));
  const { password = '', secToken = '', token = '', username = '' } = mock.credentials;
  const reference = '$' + '{env:SECRET}';
  const auth = {
    qradar: { secToken: reference },
    qlik: { apiKey: reference },
    iq: { username, password: reference },
    'qualys-saq': { username, password: reference },
  }[vendor];
  const env = { SECRET: { qradar: secToken, qlik: token, iq: password, 'qualys-saq': password }[vendor] };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  writeFileSync(join(dir, 'rollcall.yaml'), stringify({ systems: { console: { vendor, url, auth } } }));
  return {
    mock,
    read: (name) => readFileSync(join(dir, name), 'utf8'),
    async run(...args) {
      let out = '';
      let err = '';
      const outcome = {
        stdout: { write: (text: string) => (out += text) },
        stderr: { write: (text: string) => (err += text) },
        exitCode: null,
      };
      await runCli(args, { process: outcome, env, cwd: dir, now: () => new Date() });
      return { code: Number(outcome.exitCode ?? 0), out, err };
    },
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await mock.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

interface Finding {
  readonly pointer: string;
  readonly outcome: string;
  readonly seen?: string;
}

/** What differs, by the mark's place in the spec. */
export async function differencesOf({ run }: Probed): Promise<Record<string, string | undefined>> {
  const { code, err, out } = await run('probe', 'console', '--json');
  expect(err).toBe('');
  const { findings } = JSON.parse(out) as { findings: Finding[] };
  const differing = findings.filter(({ outcome }) => outcome === 'differs');
  expect(code).toBe(differing.length > 0 ? 2 : 0);
  return Object.fromEntries(
    differing.map(({ pointer, seen }) => [pointer.replace('/components/', ''), seen]),
  );
}
