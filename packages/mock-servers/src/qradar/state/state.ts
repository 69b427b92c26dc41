import type { SandboxContext, TaskFault } from '../../sandbox/sandbox.js';
import type {
  Assignment,
  DependentRecord,
  DeployRecord,
  LoginAttempt,
  PasswordPolicy,
  ProfileRecord,
  RoleRecord,
  ServiceRecord,
  TaskRecord,
  TenantRecord,
  UserRecord,
} from './model.js';
import type { Settings } from './options.js';
import {
  FIRST_TASK_ID,
  FIRST_USER_ID,
  firstLogin,
  generatedUser,
  SEED_PROFILES,
  SEED_TENANTS,
  seedRoles,
  seedServices,
  seedUsers,
} from './seed-data.js';
import { Sessions } from './sessions.js';

/** Everything one console knows. Instances share nothing. */
export class QRadarState {
  readonly settings: Settings;
  readonly #context: Omit<SandboxContext, 'baseUrl'>;
  users = new Map<number, UserRecord>();
  roles = new Map<number, RoleRecord>();
  profiles = new Map<number, ProfileRecord>();
  tenants = new Map<number, TenantRecord>();
  services = new Map<number, ServiceRecord>();
  tasks = new Map<number, TaskRecord>();
  /** What depends on a user beside the services that the user created, by the user's id. */
  dependents = new Map<number, readonly DependentRecord[]>();
  loginAttempts: LoginAttempt[] = [];
  passwordPolicy: PasswordPolicy;
  deploy: DeployRecord | undefined;
  sessions = new Sessions();
  /** States of the tasks that begin from now on. */
  taskStates: readonly string[];

  constructor(settings: Settings, context: Omit<SandboxContext, 'baseUrl'>) {
    this.settings = settings;
    this.#context = context;
    this.taskStates = settings.taskStates;
    this.passwordPolicy = policyOf(settings);
    this.reset();
  }

  get now(): number {
    return this.#context.clock.now();
  }

  /** What shall go wrong with the task or deploy that begins now. */
  takeFault(): TaskFault | undefined {
    return this.#context.taskFault?.();
  }

  /** Back to the documents' users, the generated ones, and no task. */
  reset(): void {
    const now = this.now;
    this.users = byId(seedUsers(now));
    for (let index = 0; index < this.settings.users; index += 1) {
      const user = generatedUser(index, FIRST_USER_ID + index, now);
      this.users.set(user.id, user);
    }
    this.roles = byId(structuredClone(seedRoles));
    this.profiles = byId(structuredClone(SEED_PROFILES));
    this.tenants = byId(structuredClone(SEED_TENANTS));
    this.services = byId(seedServices(now));
    this.tasks = new Map();
    this.dependents = new Map();
    this.loginAttempts = [firstLogin(now)];
    this.passwordPolicy = policyOf(this.settings);
    this.deploy = undefined;
    this.sessions = new Sessions();
    this.taskStates = this.settings.taskStates;
    this.#lastUserId = FIRST_USER_ID - 1;
    this.#lastServiceId = 0;
    this.#lastTaskId = FIRST_TASK_ID - 1;
    this.raiseIds();
  }

  #lastUserId = 0;
  #lastServiceId = 0;
  #lastTaskId = 0;

  /** Lets new ids begin after those that are in use. Called when records came from outside. */
  raiseIds(): void {
    for (const id of this.users.keys()) this.#lastUserId = Math.max(this.#lastUserId, id);
    for (const id of this.services.keys()) this.#lastServiceId = Math.max(this.#lastServiceId, id);
  }

  /** Ids are never given twice, not even after a deletion. */
  nextUserId(): number {
    this.#lastUserId += 1;
    return this.#lastUserId;
  }

  nextServiceId(): number {
    this.#lastServiceId += 1;
    return this.#lastServiceId;
  }

  nextTaskId(): number {
    this.#lastTaskId += 1;
    return this.#lastTaskId;
  }

  /** A version 4 UUID from the injected randomness: the shape of a token (IBM). */
  uuid(): string {
    return '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (digit) => {
      const random = Math.floor(this.#context.random() * 16);
      return (digit === '8' ? 8 + (random & 3) : digit === '1' || digit === '0' ? random : 0).toString(16);
    });
  }

  deployedUser(id: number): (UserRecord & { deployed: Assignment }) | undefined {
    const user = this.users.get(id);
    return user !== undefined && isDeployed(user) ? user : undefined;
  }

  stagedUser(id: number): (UserRecord & { staged: Assignment }) | undefined {
    const user = this.users.get(id);
    return user !== undefined && isStaged(user) ? user : undefined;
  }

  /** True when a user or an authorized service other than the given ones has this name (IBM: one namespace). */
  nameTaken(name: string, except: { userId?: number; serviceId?: number } = {}): boolean {
    for (const user of this.users.values())
      if (user.username === name && user.id !== except.userId) return true;
    for (const service of this.services.values()) {
      if (service.label === name && service.id !== except.serviceId) return true;
    }
    return false;
  }

  hasCapability(roleId: number, capability: string): boolean {
    return this.roles.get(roleId)?.capabilities.some(({ name }) => name === capability) ?? false;
  }

  /** Drops a user that neither configuration holds any more. */
  purge(id: number): void {
    const user = this.users.get(id);
    if (user !== undefined && !isDeployed(user) && !isStaged(user)) this.forget(id);
  }

  /** A user who is gone has no session either. */
  forget(userId: number): void {
    this.users.delete(userId);
    this.sessions.closeOf(userId);
  }
}

export function isDeployed(user: UserRecord): user is UserRecord & { deployed: Assignment } {
  return user.deployed !== undefined;
}

export function isStaged(user: UserRecord): user is UserRecord & { staged: Assignment } {
  return user.staged !== undefined;
}

function policyOf({ passwordMinLength }: Settings): PasswordPolicy {
  return {
    minimum_length: passwordMinLength,
    variance_rules_required_count: null,
    disallow_repeating_characters: false,
  };
}

function byId<Item extends { id: number }>(items: readonly Item[]): Map<number, Item> {
  return new Map(items.map((item) => [item.id, item]));
}
