/** IQ document: Internal and SAML; OAUTH2 and Crowd are Sonatype's. A server may have others. */
export type Realm = string;

export const INTERNAL: Realm = 'Internal';

export interface IqUser {
  username: string;
  firstName: string;
  lastName: string;
  email: string;
  realm: Realm;
  /** Internal users only; never answered. */
  password?: string;
  /** A client said `realm: "Internal"` of this user. */
  namesRealm?: boolean;
}

export interface Role {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly builtIn: boolean;
  /** Of the spec's permissions. */
  readonly permissions: readonly string[];
}

export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly parentOrganizationId?: string;
}

export interface Application {
  /** The internal id, which memberships ask for. */
  readonly id: string;
  readonly publicId: string;
  readonly name: string;
  readonly organizationId: string;
}

export type OwnerType = 'global' | 'repository_container' | 'organization' | 'application';

/** What a role is granted on. `global` and `repository_container`, which exist once, have their type as id. */
export interface Owner {
  readonly type: OwnerType;
  readonly id: string;
}

/** A role that a user or a group has. It is bound to a name and knows no realm (Sonatype). */
export interface Membership {
  readonly owner: Owner;
  readonly roleId: string;
  readonly type: 'USER' | 'GROUP';
  readonly name: string;
}

export interface UserToken {
  readonly userCode: string;
  /** The secret half; never answered. */
  readonly passCode: string;
  readonly username: string;
  readonly realm: Realm;
  readonly createTime: string;
}
