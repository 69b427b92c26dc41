// Generated from saq.xsd by `pnpm generate`. Do not edit.

import type { CriteriaField, CriteriaOperator, ResponseCode } from './saq.types.gen.js';

export interface ScalarSchema {
  /** `long` is 64 bits wide and kept as digits; `int` is a JavaScript number. */
  readonly scalar: 'string' | 'long' | 'int' | 'boolean';
  readonly min?: number;
  readonly max?: number;
  /** The only values allowed. */
  readonly values?: readonly string[];
}

export interface AttributeSchema {
  readonly name: string;
  readonly type: ScalarSchema;
  readonly required?: true;
}

export interface ElementSchema {
  readonly name: string;
  /** Of the element, or of each item when it wraps a list. */
  readonly type: ScalarSchema | RecordSchema;
  readonly required?: true;
  /** Name of the repeated element inside; makes this element the wrapper of a list. */
  readonly item?: string;
  /** Other spellings of `item`, read but never written. */
  readonly aliases?: readonly string[];
  readonly minItems?: number;
  /** A missing wrapper is read as an empty list, and an empty list is not written. */
  readonly always?: true;
}

export interface RecordSchema {
  readonly attributes?: readonly AttributeSchema[];
  /** Member that holds the text beside the attributes. */
  readonly text?: string;
  /** In the order in which they are written; any order is read. */
  readonly elements: readonly ElementSchema[];
}

/** What a condition looks at. lastScanned is no filter: the vendor names it without any operator (Qualys). */
export const criteriaFields = ['id', 'uuid', 'firstName', 'lastName', 'company', 'title', 'emailAddress', 'userName', 'tags', 'tags.tag.id', 'tags.tag.name'] as const satisfies readonly CriteriaField[];

/** How a condition compares. Which field takes which operator is listed on Criteria (Qualys; GREATER: third party). */
export const criteriaOperators = ['CONTAINS', 'EQUALS', 'NOT EQUALS', 'IN', 'GREATER'] as const satisfies readonly CriteriaOperator[];

/** The known values of responseCode. Others exist: a sister module answers with codes of its own, such as CA_1001_DUPLICATE_KEY (third party). */
export const responseCodes = ['SUCCESS', 'INVALID_REQUEST', 'INVALID_XML', 'INVALID_CREDENTIALS'] as const satisfies readonly ResponseCode[];

export const tagSchema: RecordSchema = {
  elements: [
    { name: 'id', type: { scalar: 'long' } },
    { name: 'name', type: { scalar: 'string' } },
  ],
};

export const tagWriteListSchema: RecordSchema = {
  elements: [
    { name: 'set', type: tagSchema, item: 'TagSimple' },
    { name: 'add', type: tagSchema, item: 'TagSimple' },
    { name: 'remove', type: tagSchema, item: 'TagSimple' },
  ],
};

export const userCreateSchema: RecordSchema = {
  elements: [
    { name: 'firstName', type: { scalar: 'string' }, required: true },
    { name: 'lastName', type: { scalar: 'string' }, required: true },
    { name: 'company', type: { scalar: 'string' }, required: true },
    { name: 'emailAddress', type: { scalar: 'string' }, required: true },
    { name: 'title', type: { scalar: 'string' } },
    { name: 'tags', type: tagWriteListSchema },
  ],
};

export const userUpdateSchema: RecordSchema = {
  elements: [
    { name: 'id', type: { scalar: 'long' } },
    { name: 'firstName', type: { scalar: 'string' } },
    { name: 'lastName', type: { scalar: 'string' } },
    { name: 'company', type: { scalar: 'string' } },
    { name: 'emailAddress', type: { scalar: 'string' } },
    { name: 'title', type: { scalar: 'string' } },
    { name: 'tags', type: tagWriteListSchema },
  ],
};

export const userDeleteSchema: RecordSchema = {
  elements: [
    { name: 'id', type: { scalar: 'long' }, required: true },
  ],
};

export const criteriaSchema: RecordSchema = {
  attributes: [
    { name: 'field', type: { scalar: 'string', values: criteriaFields }, required: true },
    { name: 'operator', type: { scalar: 'string', values: criteriaOperators }, required: true },
  ],
  text: 'value',
  elements: [],
};

export const preferencesSchema: RecordSchema = {
  elements: [
    { name: 'limitResults', type: { scalar: 'int', min: 1, max: 1000 } },
  ],
};

export const userWriteSchema: RecordSchema = {
  elements: [
    { name: 'id', type: { scalar: 'long' } },
    { name: 'firstName', type: { scalar: 'string' } },
    { name: 'lastName', type: { scalar: 'string' } },
    { name: 'company', type: { scalar: 'string' } },
    { name: 'emailAddress', type: { scalar: 'string' } },
    { name: 'title', type: { scalar: 'string' } },
    { name: 'tags', type: tagWriteListSchema },
  ],
};

export const serviceRequestSchema: RecordSchema = {
  elements: [
    { name: 'filters', type: criteriaSchema, item: 'Criteria', minItems: 1 },
    { name: 'preferences', type: preferencesSchema },
    { name: 'data', type: userWriteSchema, item: 'User' },
  ],
};

export const responseErrorDetailsSchema: RecordSchema = {
  elements: [
    { name: 'errorMessage', type: { scalar: 'string' } },
    { name: 'errorResolution', type: { scalar: 'string' } },
    { name: 'internalErrorCodeId', type: { scalar: 'int', min: -2147483648, max: 2147483647 } },
  ],
};

export const userSchema: RecordSchema = {
  elements: [
    { name: 'id', type: { scalar: 'long' }, required: true },
    { name: 'uuid', type: { scalar: 'string' } },
    { name: 'firstName', type: { scalar: 'string' } },
    { name: 'lastName', type: { scalar: 'string' } },
    { name: 'company', type: { scalar: 'string' } },
    { name: 'emailAddress', type: { scalar: 'string' } },
    { name: 'userName', type: { scalar: 'string' } },
    { name: 'title', type: { scalar: 'string' } },
    { name: 'lastScanned', type: { scalar: 'string' } },
    { name: 'tags', type: tagSchema, item: 'Tag', aliases: ['tag'] },
  ],
};

export const serviceResponseSchema: RecordSchema = {
  elements: [
    { name: 'responseCode', type: { scalar: 'string' }, required: true },
    { name: 'responseErrorDetails', type: responseErrorDetailsSchema },
    { name: 'count', type: { scalar: 'int', min: 0 } },
    { name: 'hasMoreRecords', type: { scalar: 'boolean' } },
    { name: 'lastId', type: { scalar: 'long' } },
    { name: 'data', type: userSchema, item: 'User', always: true },
  ],
};

/** Which operators each field takes (Qualys; `GREATER`: third party). */
export const criteriaOperatorsByField = {
  id: ['EQUALS', 'IN', 'GREATER'],
  uuid: ['EQUALS'],
  firstName: ['CONTAINS', 'EQUALS', 'NOT EQUALS'],
  lastName: ['CONTAINS', 'EQUALS', 'NOT EQUALS'],
  company: ['CONTAINS', 'EQUALS', 'NOT EQUALS'],
  title: ['CONTAINS', 'EQUALS', 'NOT EQUALS'],
  emailAddress: ['CONTAINS', 'EQUALS', 'NOT EQUALS'],
  userName: ['CONTAINS', 'EQUALS', 'NOT EQUALS'],
  tags: ['CONTAINS', 'EQUALS', 'NOT EQUALS'],
  'tags.tag.id': ['EQUALS', 'IN'],
  'tags.tag.name': ['CONTAINS', 'EQUALS'],
} as const satisfies Record<CriteriaField, readonly CriteriaOperator[]>;

/** Users per page when `limitResults` is left out (third party: known from sister modules). */
export const defaultPageSize = 100;

/** The most that `limitResults` may be (third party: known from sister modules). */
export const maxPageSize = 1000;

export interface OperationSchema {
  /** The operation takes no body, or can do without one. */
  readonly body?: 'none' | 'optional';
  readonly filters?: 'optional';
  readonly preferences?: 'optional';
  /** What each user inside `data` has to be. */
  readonly data?: RecordSchema;
  readonly minUsers?: number;
  readonly maxUsers?: number;
}

/** What each operation reads of a ServiceRequest, by operationId. */
export const requestOperations = {
  createUsers: { data: userCreateSchema, minUsers: 1 },
  searchUsers: { filters: 'optional', preferences: 'optional' },
  countUsers: { filters: 'optional' },
  getUser: { body: 'none' },
  getUserByPost: { body: 'optional' },
  updateUser: { data: userUpdateSchema, minUsers: 1, maxUsers: 1 },
  updateUsers: { filters: 'optional', data: userUpdateSchema, minUsers: 1 },
  deleteUser: { body: 'optional' },
  deleteUsers: { filters: 'optional', data: userDeleteSchema },
} as const satisfies Record<string, OperationSchema>;
