/** One line of the people file. */
export interface Person {
  /** What HR calls the person; also the login of new accounts, unless `logins` has another. */
  readonly person: string;
  readonly name?: string;
  readonly givenName?: string;
  readonly familyName?: string;
  readonly addresses: readonly string[];
  /** Other logins or addresses that are this person's, in any system. */
  readonly aliases: readonly string[];
  readonly status: 'active' | 'left';
  /** Login by system, where it is known. */
  readonly logins: Readonly<Record<string, string>>;
  /** All other columns, for rules: `department`. */
  readonly attributes: Readonly<Record<string, string>>;
}
