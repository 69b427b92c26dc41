/**
 * What the bridge remembers: its own ids where they differ from the vendor's, externalIds, people who were removed and may
 * come back, and writes under way. Everything else is read from the vendor; a wiped store costs externalIds and
 * tombstones and nothing more.
 */
export interface Store {
  get(key: RecordKey): Promise<PersonRecord | undefined>;
  byAccount(system: string, kind: Kind, accountId: string): Promise<PersonRecord | undefined>;
  byExternalId(system: string, kind: Kind, externalId: string): Promise<PersonRecord | undefined>;
  byUserName(system: string, kind: Kind, userName: string): Promise<PersonRecord | undefined>;
  /** All records of a system, by id. Records of live accounts are there only when there is something to remember. */
  list(system: string, kind: Kind): Promise<PersonRecord[]>;
  /** False when the id, account, externalId or user name is another record's: nothing is written then. */
  insert(record: PersonRecord): Promise<boolean>;
  /** Replaces a record, and its id where `formerId` was another. False as for `insert`, or when it is not there. */
  update(record: PersonRecord, formerId?: string): Promise<boolean>;
  remove(key: RecordKey): Promise<void>;
  /**
   * Takes a lease, for one owner at a time over all instances. False when another has it. A lease ends by itself after
   * `ttlMs`, so that a killed process blocks nobody for longer.
   */
  lease(name: string, owner: string, ttlMs: number): Promise<boolean>;
  release(name: string, owner: string): Promise<void>;
  /** A secret that all instances share, made when it is first asked for. */
  secret(name: string): Promise<string>;
  close(): Promise<void>;
}

export type Kind = 'User' | 'Group';

export interface RecordKey {
  system: string;
  kind: Kind;
  /** The SCIM id. */
  id: string;
}

/**
 * - `live`: the account is there.
 * - `creating`: a create was sent or is about to be; what came of it is not known yet.
 * - `removing`: a removal was started and has not been confirmed.
 * - `removed`: deactivated by removal; comes back under the same id.
 * - `retired`: deleted; only its id is kept, so that it is never used again.
 */
export type RecordState = 'live' | 'creating' | 'removing' | 'removed' | 'retired';

export interface PersonRecord extends RecordKey {
  state: RecordState;
  accountId?: string;
  externalId?: string;
  /** Folded. Kept while the vendor has no account to read it from. */
  userName?: string;
  /** What is needed to go on: JSON, no secrets. */
  data?: RecordData;
}

export interface RecordData {
  /** The resource as it was when it was removed. */
  resource?: { [key: string]: unknown };
  /** Roles to give back on reactivation, where deactivation took them. */
  roles?: string[];
  /** The security profile to give back, where the vendor has one and SCIM no word for it. */
  securityProfile?: string;
  /** The vendor's task that removes the account. */
  task?: string;
  /** What `removing` becomes when it is done. */
  becomes?: 'removed' | 'retired';
}
