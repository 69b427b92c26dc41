// Generated from saq.xsd by `pnpm generate`. Do not edit.

/** One condition: the text is the value to compare with. For IN it is a list separated by commas (Qualys). */
export type Criteria = {
  [Field in CriteriaField]: { field: Field; operator: CriteriaOperatorsByField[Field]; value: string };
}[CriteriaField];

/** What a condition looks at. lastScanned is no filter: the vendor names it without any operator (Qualys). */
export type CriteriaField =
  | 'id'
  | 'uuid'
  | 'firstName'
  | 'lastName'
  | 'company'
  | 'title'
  | 'emailAddress'
  | 'userName'
  | 'tags'
  | 'tags.tag.id'
  | 'tags.tag.name';

/** How a condition compares. Which field takes which operator is listed on Criteria (Qualys; GREATER: third party). */
export type CriteriaOperator =
  | 'CONTAINS'
  | 'EQUALS'
  | 'NOT EQUALS'
  | 'IN'
  | 'GREATER';

/** Which operators each field takes. */
export type CriteriaOperatorsByField = {
  id: 'EQUALS' | 'IN' | 'GREATER';
  uuid: 'EQUALS';
  firstName: 'CONTAINS' | 'EQUALS' | 'NOT EQUALS';
  lastName: 'CONTAINS' | 'EQUALS' | 'NOT EQUALS';
  company: 'CONTAINS' | 'EQUALS' | 'NOT EQUALS';
  title: 'CONTAINS' | 'EQUALS' | 'NOT EQUALS';
  emailAddress: 'CONTAINS' | 'EQUALS' | 'NOT EQUALS';
  userName: 'CONTAINS' | 'EQUALS' | 'NOT EQUALS';
  tags: 'CONTAINS' | 'EQUALS' | 'NOT EQUALS';
  'tags.tag.id': 'EQUALS' | 'IN';
  'tags.tag.name': 'CONTAINS' | 'EQUALS';
};

/** Users per page: 1 to 1000, 100 when left out (third party: known from sister modules). */
export type LimitResults = number;

/** A 64-bit integer as decimal digits: text, because a JavaScript number is exact only up to 2^53. */
export type Long = string;

/** A 64-bit integer to send: decimal digits, a bigint, or a number up to 2^53 - 1. Anything else is refused before sending. */
export type LongInput = string | number | bigint;

/** How much to answer with (third party: known from sister modules). */
export type Preferences = {
  limitResults?: LimitResults;
};

/**
 * The known values of responseCode. Others exist: a sister module answers with codes of its own, such as CA_1001_DUPLICATE_KEY (third party).
 * - `SUCCESS`: The operation was done (Qualys).
 * - `INVALID_REQUEST`: The request cannot be met: a mandatory field is missing, an operator does not fit its field, or no user has that id (Qualys; the last: third party, from a sister module).
 * - `INVALID_XML`: The body is not XML, or not a ServiceRequest (Qualys).
 * - `INVALID_CREDENTIALS`: User name and password are not accepted (Qualys).
 */
export type ResponseCode =
  | 'SUCCESS'
  | 'INVALID_REQUEST'
  | 'INVALID_XML'
  | 'INVALID_CREDENTIALS';

/** What went wrong and what to do about it, in the vendor's words (Qualys). */
export type ResponseErrorDetails = {
  errorMessage?: string;
  errorResolution?: string;
  /** A number of the platform's own, seen by clients of sister modules (third party). */
  internalErrorCodeId?: number;
};

/** The body of every request. Each part is optional; the operation decides which it reads (Qualys). */
export type ServiceRequest = {
  /** Conditions that a user must all meet (Qualys). */
  filters?: Criteria[];
  preferences?: Preferences;
  data?: UserWrite[];
};

/** The body of every answer, errors included: HTTP 200 says nothing, responseCode does (Qualys). Real answers also name the vendor's schema in xsi:noNamespaceSchemaLocation, which every validator allows. The order of the elements here is the order of the vendor's samples; a reader must not depend on it. */
export type ServiceResponse = {
  /** SUCCESS, or why not. An open list: ResponseCode holds the known values (Qualys). */
  responseCode: ResponseCode | (string & {});
  responseErrorDetails?: ResponseErrorDetails;
  /** Users in this answer; for countUsers, users that match (Qualys). */
  count?: number;
  /** Whether another page follows (Qualys). */
  hasMoreRecords?: boolean;
  /** The id to continue after, when another page follows (third party: known from sister modules). */
  lastId?: Long;
  /** Never missing; empty when the answer has none. */
  data: User[];
};

export type Tag = {
  id?: Long;
  name?: string;
};

export type TagWrite = {
  id?: LongInput;
  name?: string;
};

/**
 * What to do with the tags of a user: replace them all (set), or give and take some (add, remove). Read the user afterwards: a SUCCESS does not say that a tag was set.
 * Unconfirmed: The vendor lists tags as a parameter of create and update of SAQ users and shows no request that has any; this is the rule of the asset tagging API, a sister module. The answers hold Tag directly, which speaks against it.
 */
export type TagWriteList = {
  /**
   * The tags that the user is to have, and no others.
   * Tags by id or by name (asset tagging API).
   */
  set?: TagWrite[];
  /**
   * Tags to give beside those that the user has.
   * Tags by id or by name (asset tagging API).
   */
  add?: TagWrite[];
  /**
   * Tags to take away, by id; one that the user does not have is ignored.
   * Tags by id or by name (asset tagging API).
   */
  remove?: TagWrite[];
};

/** A user as the platform answers it. Only the id is in every documented answer: delete answers nothing else (Qualys), nor does update in a sister module (third party). Ids are 64 bits wide; keep them as text. */
export type User = {
  id: Long;
  uuid?: string;
  firstName?: string;
  lastName?: string;
  /** May differ from what was sent: a sample answers qualys where abc was sent (Qualys). */
  company?: string;
  emailAddress?: string;
  userName?: string;
  title?: string;
  /**
   * Named by the vendor without type, meaning or sample (Qualys).
   * Unconfirmed: Type and place are not documented; read as text.
   */
  lastScanned?: string;
  /** The tags of a user, in any number, order and of either spelling: the samples write Tag, the filter fields tag (Qualys). */
  tags?: Tag[];
};

/** A user to create: four fields are mandatory (Qualys). The platform gives the id, the uuid and the userName. */
export type UserCreate = {
  firstName: string;
  lastName: string;
  company: string;
  emailAddress: string;
  title?: string;
  tags?: TagWriteList;
};

/**
 * A user to delete, named by id.
 * Unconfirmed: Deleting several users by their ids inside data is not documented; by filters it is.
 */
export type UserDelete = {
  id: LongInput;
};

/**
 * What to change; a part that is left out stays as it is. The id says which user, where neither the path nor a filter does (Qualys).
 * Unconfirmed: The vendor's table for update calls most fields mandatory, its text calls all but the id optional; the samples follow the text.
 */
export type UserUpdate = {
  id?: LongInput;
  firstName?: string;
  lastName?: string;
  company?: string;
  emailAddress?: string;
  title?: string;
  tags?: TagWriteList;
};

/** A user inside any request: the union of what create, update and delete send. Which parts an operation needs is said by UserCreate, UserUpdate and UserDelete (Qualys). */
export type UserWrite = {
  id?: LongInput;
  firstName?: string;
  lastName?: string;
  company?: string;
  emailAddress?: string;
  title?: string;
  tags?: TagWriteList;
};
