import type { SandboxContext } from '../../sandbox/sandbox.js';

export interface Ids {
  /** 24 hex digits as Qlik's newer user ids: seconds, a random part, a counter. Later ids are higher. */
  user(): string;
  /** A version 4 UUID, as the identity provider makes for an invitee. */
  uuid(): string;
  /** 32 hex digits, the first half zeros, as in the document's example. */
  trace(): string;
}

export function createIds({ clock, random }: Pick<SandboxContext, 'clock' | 'random'>): Ids {
  const hex = (digits: number) =>
    Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');
  const process = hex(10);
  let counter = 0;
  return {
    user() {
      const seconds = Math.floor(clock.now() / 1000);
      counter += 1;
      return `${pad(seconds, 8)}${process}${pad(counter, 6)}`;
    },
    uuid() {
      const variant = '89ab'[Math.floor(random() * 4)];
      return `${hex(8)}-${hex(4)}-4${hex(3)}-${variant}${hex(3)}-${hex(12)}`;
    },
    trace: () => `${'0'.repeat(16)}${hex(16)}`,
  };
}

function pad(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0').slice(-digits);
}
