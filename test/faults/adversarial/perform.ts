import type { Socket } from 'node:net';
import type { Received } from '../../support/raw-server.js';
import { bytesOf } from '../../support/scripts.js';
import type { Answer } from './answer.js';
import { type Behaviour, partOf } from './behaviours.js';
import { errorOf, odd } from './odd-bodies.js';
import { inItsWay } from './ways.js';

/** Answers one request. */
export function perform(
  how: Behaviour,
  honest: Answer,
  socket: Socket,
  request: Received,
  elsewhere: string,
): void {
  switch (how.kind) {
    case 'honest':
      inItsWay(how.way, honest, socket);
      return;
    case 'refuses':
    case 'fails': {
      const wait = how.kind === 'refuses' && how.wait !== undefined ? { 'Retry-After': how.wait } : {};
      const { body, headers } = errorOf(how.body, request);
      return void socket.write(bytesOf(how.status, body, { ...headers, ...wait }));
    }
    case 'says otherwise': {
      const { body, type } = odd(how.body, honest);
      return void socket.write(bytesOf(how.status, body, { 'Content-Type': type }));
    }
    case 'redirects': {
      const location = {
        elsewhere: `${elsewhere}${request.path}`,
        itself: request.path,
        nowhere: undefined,
        'no address': 'https://[',
      };
      return void socket.write(bytesOf(how.status, '', { Location: location[how.to] }));
    }
    case 'breaks off': {
      const bytes = partOf(honest, how.after);
      if (how.how === 'silence') return void socket.write(bytes);
      if (how.how === 'end') return void socket.end(bytes);
      return void socket.write(bytes, () => socket.resetAndDestroy());
    }
  }
}
