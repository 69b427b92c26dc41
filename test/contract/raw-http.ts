import { once } from 'node:events';
import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The text of the body; empty without one. */
  readonly body: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a document shows is compared member by member.
  readonly json: any;
}

/**
 * Sends one HTTP/1.1 request over a socket of its own, byte for byte as it is written: a request line, header lines,
 * and after an empty line the body. `<host>` becomes the server's own host and port, and Content-Length is added to
 * a body, which the documents' samples leave to the reader.
 */
export async function replay(origin: string, text: string): Promise<RawAnswer> {
  const { host, hostname, port } = new URL(origin);
  const [head = '', ...rest] = text.trim().split('\n\n');
  const body = rest.join('\n\n');
  const lines = head.replace('<host>', host).split('\n');
  if (body) lines.push(`Content-Length: ${Buffer.byteLength(body)}`);

  const socket = connect({ host: hostname, port: Number(port) });
  try {
    await once(socket, 'connect');
    socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
    let received = Buffer.alloc(0);
    for await (const chunk of socket) {
      received = Buffer.concat([received, chunk]);
      const answer = parseAnswer(received, text.startsWith('HEAD '));
      if (answer) return answer;
    }
    throw new Error(`The connection ended early, after: ${received}`);
  } finally {
    socket.destroy();
  }
}

/** The answer when it is there as a whole, `undefined` when bytes are still missing. */
function parseAnswer(received: Buffer, isHead: boolean): RawAnswer | undefined {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [statusLine = '', ...fields] = received.subarray(0, end).toString('latin1').split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3})\b/.exec(statusLine)?.[1]);
  if (Number.isNaN(status)) throw new Error(`Not a status line: ${statusLine}`);
  const headers = new Headers(fields.map((field) => splitOnce(field, ':')));

  const rest = received.subarray(end + 4);
  const body = isHead ? '' : bodyOf(status, headers, rest);
  if (body === undefined) return undefined;
  const isJson = headers.get('content-type')?.includes('json') && body !== '';
  return { status, headers, body, json: isJson ? JSON.parse(body) : undefined };
}

function bodyOf(status: number, headers: Headers, rest: Buffer): string | undefined {
  if (status === 204 || status === 304) return '';
  if (headers.get('transfer-encoding') === 'chunked') return unchunk(rest);
  const length = Number(headers.get('content-length'));
  return rest.length < length ? undefined : rest.subarray(0, length).toString();
}

function unchunk(rest: Buffer): string | undefined {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = rest.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(rest.subarray(at, lineEnd).toString('latin1'), 16);
    const start = lineEnd + 2;
    if (rest.length < start + size + 2) return undefined;
    if (size === 0) return Buffer.concat(parts).toString();
    parts.push(rest.subarray(start, start + size));
    at = start + size + 2;
  }
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return [text.slice(0, at), text.slice(at + separator.length).trim()];
}
