import { HttpError } from '../errors.js';
import {
  DeprovisionError,
  type DeprovisionLeft,
  type DeprovisionResult,
  type DeprovisionStep,
} from './result.js';

type Thing = Pick<DeprovisionStep, 'what' | 'id'>;

/** The course of one `deprovision`: notes what is done and left, and stops at the first thing that fails. */
export class Steps<User> {
  readonly #user: User;
  readonly #name: string;
  readonly #done: DeprovisionStep[];
  readonly #left: DeprovisionLeft[] = [];

  constructor(user: User, name: string, resume?: DeprovisionResult<User>) {
    this.#user = user;
    this.#name = name;
    this.#done = [...(resume?.done ?? [])];
  }

  /** Does one thing, or throws a DeprovisionError that says at which it stopped. */
  async do(step: DeprovisionStep, work: () => Promise<unknown>): Promise<void> {
    await this.look(step, work);
    this.note(step);
  }

  /** Reads what the next step needs; a failure stops the course too. */
  async look<Found>(at: Thing, work: () => Promise<Found>): Promise<Found> {
    try {
      return await work();
    } catch (error) {
      throw this.#stopped(at, error);
    }
  }

  /** Notes what is so without a call of ours. What an earlier run has noted already is not noted twice. */
  note(step: DeprovisionStep): void {
    const before = this.find(step);
    if (before?.task !== step.task || !before) this.#done.push(step);
  }

  has(step: Pick<DeprovisionStep, 'what' | 'id' | 'action'>): boolean {
    return this.find(step) !== undefined;
  }

  /** A step that this run or an earlier one has done. */
  find({ what, id, action }: Pick<DeprovisionStep, 'what' | 'id' | 'action'>): DeprovisionStep | undefined {
    return this.#done.findLast((step) => step.what === what && step.id === id && step.action === action);
  }

  leave(left: DeprovisionLeft): void {
    this.#left.push(left);
  }

  result(): DeprovisionResult<User> {
    return { user: this.#user, done: [...this.#done], left: [...this.#left] };
  }

  #stopped(at: Thing, cause: unknown): unknown {
    if (cause instanceof DeprovisionError) return cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    // An abort keeps the platform's own reason; the caller knows why.
    const isAbort = (cause as Error | null)?.name === 'AbortError';
    const { user, done, left } = this.result();
    const progress = {
      user,
      done,
      left: [...left, { ...at, reason: why, todo: 'Mend the cause and call deprovision again with resume.' }],
    };
    if (isAbort) return cause;
    return new DeprovisionError(
      `deprovision of '${this.#name}' stopped at ${at.what} ${at.id} after ${done.length} step(s): ${why} Call it again with { resume: error.progress }.`,
      progress,
      cause,
    );
  }
}

/** True for the refusal of what is not there: it is gone already. */
export function isAbsent(error: unknown): boolean {
  return error instanceof HttpError && (error.status === 404 || error.status === 410);
}

/** Deletes a thing; that it is gone already is as good. */
export async function deleteOrAbsent(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isAbsent(error)) throw error;
  }
}
