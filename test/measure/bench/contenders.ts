/** What is compared: one call, or one piece of work. */
export interface Contender {
  readonly name: string;
  /** What it is measured against: the first contender of the same kind. */
  readonly kind: string;
  run(): unknown;
}

/** The files of `sets`, each with the contenders of one comparison. */
export type ContenderSet = 'stubbed' | 'loopback' | 'codec' | 'traces';

/** `origin` is where the server is, for those that have one. */
export async function contendersOf(set: ContenderSet, origin: string): Promise<Contender[]> {
  const { contenders } = (await import(`./sets/${set}.ts`)) as { contenders(origin: string): Contender[] };
  return contenders(origin);
}
