import type {
  AuthorizedService,
  DeleteTask,
  Role,
  SecurityProfile,
  StagedUser,
  User,
  UserRole,
} from '@rollcall/qradar/sdk';

/** A record whose identity is known to be there: every answer holds it unless `fields` left it out. */
type Known<Record, Keys extends keyof Record> = Record & { [Key in Keys]-?: NonNullable<Record[Key]> };

/** A user as a console answers it: fields of the guide and of IBM's pages, each present or not as the console has it. */
export type QRadarUser = Known<User, 'id' | 'username'>;
export type QRadarStagedUser = Known<StagedUser, 'id' | 'username'>;
export type QRadarRole = Known<Role, 'id' | 'name'>;
export type QRadarUserRole = Known<UserRole, 'id' | 'name'>;
export type QRadarSecurityProfile = Known<SecurityProfile, 'id' | 'name'>;
/** A service as lists and gets answer it. */
export type QRadarAuthorizedService = Known<AuthorizedService, 'id'>;

/** A deletion that runs on the console. Its `task_id` is enough to wait for it, also in another process. */
export type DeleteTaskState = Omit<DeleteTask, 'task_id'> & { readonly task_id: number };

/** Sorts by a field, ascending unless a minus stands before it. */
export type SortKey<Item> = `${'' | '+' | '-'}${keyof Item & string}`;

/** The record type that a `fields` list leaves. */
export type Projected<Item, Fields> = Fields extends readonly (infer Key)[]
  ? Pick<Item, Key & keyof Item>
  : Item;
