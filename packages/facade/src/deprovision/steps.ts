import { deleteOrAbsent } from '../http/errors/absent.js';
import { messageOf } from '../util/is-error.js';
import {
  DeprovisionError,
  type DeprovisionLeft,
  type DeprovisionResult,
  type DeprovisionStep,
} from './result.js';

type Thing = Pick<DeprovisionStep, 'what' | 'id'>;
type StepName = Pick<DeprovisionStep, 'what' | 'id' | 'action'>;

const TAKEN_UP =
  'It was done when deprovision went on: by the call whose answer was lost, or by somebody else.';

/** The course of one `deprovision`: notes what is done and left, and stops at the first thing that fails. */
export class Steps<User> {
  readonly #user: User;
  readonly #name: string;
  #done: DeprovisionStep[];
  #left: DeprovisionLeft[];
  /** What an earlier run stopped at. */
  readonly #open: DeprovisionLeft | undefined;

  constructor(user: User, name: string, resume?: DeprovisionResult<User>) {
    this.#user = user;
    this.#name = name;
    this.#done = [...(resume?.done ?? [])];
    this.#left = (resume?.left ?? []).filter(({ stopped }) => !stopped);
    this.#open = resume?.left.find(({ stopped }) => stopped);
  }

  /** Does one thing, or throws a DeprovisionError that says at which it stopped. */
  async do<Done>(step: DeprovisionStep, work: () => Promise<Done>): Promise<Done> {
    const done = await this.#run(step, step.action, work);
    this.note(step);
    return done;
  }

  /** Takes one thing away. That it is gone already is as good, and the step says that no call of ours did it. */
  async remove(step: DeprovisionStep, work: () => Promise<unknown>): Promise<void> {
    const wasThere = await this.#run(step, step.action, () => deleteOrAbsent(work));
    this.note(wasThere ? step : { ...step, because: 'It was gone already when its turn came.' });
  }

  /** Reads what the next step needs; a failure stops the course too. */
  look<Found>(at: Thing, work: () => Promise<Found>): Promise<Found> {
    return this.#run(at, 'reading', work);
  }

  /** Notes what is so, with or without a call of ours. What an earlier run has noted already is not noted twice. */
  note(step: DeprovisionStep): void {
    const before = this.find(step);
    if (before?.task !== step.task || !before) this.#done.push(step);
  }

  has(step: StepName): boolean {
    return this.find(step) !== undefined;
  }

  /** A step that this run or an earlier one has done. */
  find({ what, id, action }: StepName): DeprovisionStep | undefined {
    return this.#done.findLast((step) => step.what === what && step.id === id && step.action === action);
  }

  /** True when nothing of the kind was done yet, so that what comes before everything else may still come. */
  get isFresh(): boolean {
    return this.#done.length === 0;
  }

  /** True where an earlier run stopped at this very thing. */
  wasStoppedAt({ what, id, action }: StepName): boolean {
    return this.#open?.what === what && this.#open.id === id && this.#open.stopped === action;
  }

  /** Notes what is left; what was said of the same thing before no longer holds. */
  leave(left: DeprovisionLeft): void {
    this.#left = [...this.#left.filter(({ what, id }) => what !== left.what || id !== left.id), left];
  }

  /**
   * Takes back what was noted as done, where a reading shows that it is not so whatever the vendor answered: it is not
   * claimed any more, and going on does it again. True where it was noted.
   */
  takeBack({ what, id, action }: StepName): boolean {
    const kept = this.#done.filter((step) => step.what !== what || step.id !== id || step.action !== action);
    const wasNoted = kept.length < this.#done.length;
    this.#done = kept;
    return wasNoted;
  }

  /** Takes back a step that a reading disproves, and leaves its thing for a person. */
  disprove({ what, id, action }: StepName, reason: string, todo: string): void {
    this.takeBack({ what, id, action });
    this.leave({ what, id, reason, todo });
  }

  /** All things of a kind are looked at now: what an earlier run left of them no longer counts. */
  afresh(what: DeprovisionStep['what']): void {
    this.#left = this.#left.filter((left) => left.what !== what);
  }

  /** All things of a kind were worked through: one that an earlier run stopped at, and that nobody found again, is done. */
  settle(what: DeprovisionStep['what']): void {
    const { id = '', stopped } = this.#open?.what === what ? this.#open : {};
    if (!stopped || stopped === 'reading' || this.#left.some((left) => left.what === what && left.id === id))
      return;
    if (!this.has({ what, id, action: stopped })) this.note({ what, id, action: stopped, because: TAKEN_UP });
  }

  result(): DeprovisionResult<User> {
    return { user: this.#user, done: [...this.#done], left: [...this.#left] };
  }

  async #run<Done>(
    { what, id }: Thing,
    stopped: Required<DeprovisionLeft>['stopped'],
    work: () => Promise<Done>,
  ): Promise<Done> {
    try {
      return await work();
    } catch (cause) {
      if (cause instanceof DeprovisionError) throw cause;
      const reason = messageOf(cause);
      const { user, done, left } = this.result();
      const todo = 'Mend the cause and call deprovision again with resume.';
      const progress = { user, done, left: [...left, { what, id, reason, todo, stopped }] };
      throw new DeprovisionError(
        `deprovision of '${this.#name}' stopped at ${what} ${id} after ${done.length} step(s): ${reason.replace(/\.?$/, '.')} Call it again with { resume: error.progress }.`,
        progress,
        cause,
      );
    }
  }
}
