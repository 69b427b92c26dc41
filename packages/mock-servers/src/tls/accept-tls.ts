import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';

/** The first byte of a TLS record that holds a handshake (RFC 8446, 5.1); no HTTP request begins with it. */
const HANDSHAKE = 0x16;

/** The connection under a decrypted one. */
const carriers = new WeakMap<Socket, Socket>();

/**
 * Lets a server of plain HTTP take TLS on the same port, too, by what a connection says first. Gives a function that
 * cuts the connections which have said nothing yet: the server itself knows of none before its first byte.
 */
export function acceptTls(server: Server, keys: { cert: string; key: string }): () => void {
  const secureContext = createSecureContext(keys);
  const silent = new Set<Socket>();
  const [answerHttp] = server.listeners('connection') as [(this: Server, socket: Socket) => void];
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
    // A client that hangs up before it has said a word.
    const ignore = () => undefined;
    socket.on('error', ignore);
    // The server would end such a connection of its own after as long; of this one it knows nothing yet.
    const giveUp = () => socket.destroy();
    socket.setTimeout(server.headersTimeout, giveUp);
    socket.once('readable', () => {
      const first: Buffer | null = socket.read(1);
      if (first === null) return socket.destroy();
      socket.unshift(first);
      silent.delete(socket);
      socket.off('error', ignore);
      socket.setTimeout(0).off('timeout', giveUp);
      answerHttp.call(server, first[0] === HANDSHAKE ? decrypted(socket) : socket);
    });
  });
  return () => {
    for (const socket of silent) socket.destroy();
  };

  function decrypted(socket: Socket): TLSSocket {
    const secure = new TLSSocket(socket, {
      isServer: true,
      secureContext,
      ALPNProtocols: ['http/1.1'],
    });
    carriers.set(secure, socket);
    return secure;
  }
}

/** Cuts the connection at once, with a TCP reset, under TLS too. */
export function resetConnection(socket: Socket): void {
  (carriers.get(socket) ?? socket).resetAndDestroy();
}
