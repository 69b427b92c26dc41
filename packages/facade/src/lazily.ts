import { loadedOnce } from './http/loaded-once.js';
import type { Paged } from './paging/paged.js';

// Verbs that most programs never call are loaded when one is: what a program ships and reads at its start is what it
// needs for its first call.

// biome-ignore lint/suspicious/noExplicitAny: the verbs of any interface
type Verb = (...parameters: any[]) => unknown;

/** How each member of an interface is called: a verb gives a promise, a list is walked, and the rest are groups of them. */
export type Shape<Verbs> = {
  readonly [Name in keyof Verbs]: Verbs[Name] extends (...parameters: never[]) => Paged<unknown>
    ? 'list'
    : Verbs[Name] extends (...parameters: never[]) => unknown
      ? 'verb'
      : Shape<Verbs[Name]>;
};

/** Verbs of the given shape whose code `load` brings when the first of them is used. */
export function lazily<Verbs extends object>(load: () => Promise<Verbs>, shape: Shape<Verbs>): Verbs {
  return group(loadedOnce(load), shape) as Verbs;
}

function group(get: () => Promise<object>, shape: object): object {
  return Object.fromEntries(
    Object.entries(shape).map(([name, kind]) => {
      const member = async () => ((await get()) as Record<string, unknown>)[name];
      if (typeof kind === 'object') return [name, group(member as () => Promise<object>, kind)];
      const call = async (...parameters: unknown[]) => ((await member()) as Verb)(...parameters);
      return [
        name,
        kind === 'verb' ? call : (...parameters: unknown[]) => lazyList(() => call(...parameters)),
      ];
    }),
  );
}

/** A list whose verb is called when somebody loops over it. */
function lazyList(start: () => Promise<unknown>): Paged<unknown> {
  const list = start as () => Promise<Paged<unknown>>;
  return {
    async *[Symbol.asyncIterator]() {
      yield* await list();
    },
    byPage: (options) => ({
      async *[Symbol.asyncIterator]() {
        yield* (await list()).byPage(options);
      },
    }),
    toArray: async (options) => (await list()).toArray(options),
  };
}
