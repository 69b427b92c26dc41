/** Ids are 64 bits wide and stay decimal text (Qualys). */
export interface Tag {
  id: string;
  name: string;
}

/** A user as the platform answers it. */
export interface User {
  id: string;
  uuid: string;
  firstName: string;
  lastName: string;
  company: string;
  emailAddress: string;
  /** Absent in one sample of the document. */
  userName?: string;
  title?: string;
  /** Named by the vendor without type or sample: whatever text a seed gives. */
  lastScanned?: string;
  tags?: Tag[];
}

/** A user inside a request: a part that is left out stays as it is. */
export interface UserWrite {
  id?: string;
  firstName?: string;
  lastName?: string;
  company?: string;
  emailAddress?: string;
  title?: string;
  tags?: TagChange;
}

/** Tags in a request, by the rule of the asset tagging API: all of them, or those to give and to take away. */
export interface TagChange {
  set?: Partial<Tag>[];
  add?: Partial<Tag>[];
  remove?: Partial<Tag>[];
}

export interface Criterion {
  field: string;
  operator: string;
  value: string;
}

export interface ServiceRequest {
  filters?: Criterion[];
  limitResults?: number;
  users: UserWrite[];
}

export interface ServiceResponse {
  responseCode: string;
  responseErrorDetails?: { errorMessage: string; errorResolution: string };
  count?: number;
  hasMoreRecords?: boolean;
  lastId?: string;
  users?: (Pick<User, 'id'> & Partial<User>)[];
}

/** The texts that every user must have (Qualys, table of create). */
export const MANDATORY = ['firstName', 'lastName', 'company', 'emailAddress'] as const;
