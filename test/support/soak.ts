/** True in the long run, `pnpm soak`, which is vitest's mode of that name. */
export const soaking = process.env.MODE === 'soak';

/** What every choice of a run follows from. Set SOAK_SEED to a number that a failed run has printed to repeat it. */
export const soakSeed = Number(process.env.SOAK_SEED || (soaking ? Date.now() % 2 ** 31 : 20_260_101));

/** Numbers in [0, 1) that are the same for the same text in every run: FNV-1a over the text, then mulberry32's mixing. */
export function chance(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = (hash + 0x6d2b79f5) | 0;
  let mixed = Math.imul(hash ^ (hash >>> 15), 1 | hash);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
