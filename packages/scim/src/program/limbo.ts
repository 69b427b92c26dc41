import type { PersonRecord, Store } from '../store/store.js';

/** Somebody whose create or removal was begun and is not confirmed. */
export interface PersonInLimbo {
  system: string;
  id: string;
  userName: string;
  state: 'creating' | 'removing';
  /** The vendor's task, where it has named one. */
  task?: string;
}

/** Everybody who is in between, of all systems. */
export async function peopleInLimbo(store: Store, systems: readonly string[]): Promise<PersonInLimbo[]> {
  const lists = await Promise.all(systems.map((name) => store.list(name, 'User')));
  return lists.flat().flatMap((record) => {
    const { data, id, state, system, userName = '' } = record;
    if (!isUnderWay(state)) return [];
    return [{ system, id, userName, state, ...(data?.task !== undefined && { task: data.task }) }];
  });
}

const isUnderWay = (state: PersonRecord['state']): state is PersonInLimbo['state'] =>
  state === 'creating' || state === 'removing';
