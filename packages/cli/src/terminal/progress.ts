import type { Context } from '../context.js';
import { printable } from '../printable.js';

/** What is under way, on one line of a terminal that is drawn over; nothing where stderr is a file or a pipe. */
export interface Progress {
  count(system: string, count: number, total?: number): void;
  say(text: string): void;
  end(): void;
}

export function progressOf({ process: { stderr } }: Context): Progress {
  const counts = new Map<string, string>();
  let drawn = false;
  const draw = (text: string) => {
    if (!stderr.isTTY) return;
    drawn = true;
    stderr.write(`\r\u001b[K${printable(text)}`);
  };
  return {
    count(system, count, total) {
      counts.set(system, total === undefined ? String(count) : `${count}/${total}`);
      draw([...counts].map(([name, text]) => `${name} ${text}`).join('  '));
    },
    say: draw,
    end() {
      if (drawn) stderr.write('\r\u001b[K');
      drawn = false;
    },
  };
}
