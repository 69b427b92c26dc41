import type { Socket } from 'node:net';
import type { Script } from './open-raw-server.js';

type Headers = Readonly<Record<string, string | number | undefined>>;

/** The bytes of an answer. Content-Length is counted unless given; headers that are undefined are left out. */
export function bytesOf(status: number, body: string | Buffer = '', headers: Headers = {}): Buffer {
  const content = Buffer.from(body);
  const named = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const all = Object.entries(headers).filter(([, value]) => value !== undefined);
  const bodyless = status === 204 || status === 304 || status < 200;
  if (!bodyless && !named.has('content-length') && !named.has('transfer-encoding')) {
    all.push(['Content-Length', content.length]);
  }
  const head = [`HTTP/1.1 ${status} Text`, ...all.map(([name, value]) => `${name}: ${value}`), '', ''].join(
    '\r\n',
  );
  return Buffer.concat([Buffer.from(head, 'latin1'), content]);
}

/** Answers in full. */
export function answer(status: number, body: string | Buffer = '', headers: Headers = {}): Script {
  return (socket) => void socket.write(bytesOf(status, body, headers));
}

/** Answers JSON in full. */
export function json(status: number, value: unknown, headers: Headers = {}): Script {
  return answer(status, JSON.stringify(value), { 'Content-Type': 'application/json', ...headers });
}

/** Answers XML in full. */
export function xml(status: number, text: string, headers: Headers = {}): Script {
  return answer(status, text, { 'Content-Type': 'text/xml;charset=UTF-8', ...headers });
}

/** Takes the request and says nothing. */
export const silence: Script = () => {};

/** Reads the request, then resets the connection. */
export const reset: Script = (socket) => void socket.resetAndDestroy();

/** Sends these bytes and nothing more; the connection stays open. */
export function stall(bytes: Buffer): Script {
  return (socket) => void socket.write(bytes);
}

/** Sends these bytes, then closes the connection. */
export function cut(bytes: Buffer): Script {
  return (socket) => void socket.end(bytes);
}

/** Sends these bytes, then resets the connection. */
export function breakOff(bytes: Buffer): Script {
  return (socket) => void socket.write(bytes, () => setTimeout(() => socket.resetAndDestroy(), 5));
}

/** Sends one byte at a time. */
export function drip(bytes: Buffer, everyMs: number): Script {
  return async (socket) => {
    for (let at = 0; at < bytes.length && !socket.destroyed; at += 1) {
      socket.write(bytes.subarray(at, at + 1));
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  };
}

/** Sends a body in chunks, with no length told. */
export function chunked(status: number, parts: Iterable<string | Buffer>, headers: Headers = {}): Script {
  return async (socket) => {
    socket.write(bytesOf(status, '', { 'Transfer-Encoding': 'chunked', ...headers }));
    for (const part of parts) {
      if (socket.destroyed) return;
      const data = Buffer.from(part);
      const more = socket.write(
        Buffer.concat([Buffer.from(`${data.length.toString(16)}\r\n`), data, Buffer.from('\r\n')]),
      );
      if (!more) await drained(socket);
    }
    socket.write('0\r\n\r\n');
  };
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      socket.off('drain', done).off('close', done);
      resolve();
    };
    socket.on('drain', done).on('close', done);
  });
}

/** Redirects; `location` may depend on nothing but itself. */
export function redirect(status: number, location: string, headers: Headers = {}): Script {
  return answer(status, '', { Location: location, ...headers });
}
