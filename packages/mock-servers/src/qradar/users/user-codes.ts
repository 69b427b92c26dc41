/** The codes of one resource for the rules that several resources share (IBM). */
export interface UserCodes {
  emailLong: number;
  emailMalformed: number;
  locale: number;
  descriptionLong: number;
  roleUnknown: number;
  /** 403: the caller lacks ADMINMANAGER to hand out a role with ADMIN. */
  roleForbidden: number;
  profileUnknown: number;
  adminProfile: number;
  profileTenant: number;
  tenantUnknown: number;
  tenantWithAdmin: number;
  passwordForbidden: number;
  passwordPolicy: number;
  /** 409: the fallback is switched off for everybody. */
  fallbackDisabled: number;
  /** 403: the caller lacks MNGELOCALONLY. */
  localOnlyForbidden: number;
  /** 403: a service set `local_only_account` to true. */
  localOnlyByService: number;
}

/** POST /staged_config/access/users; the guide's own create names no code, so it borrows these. */
export const CREATE_CODES = {
  usernameMissing: 38302020,
  usernameLength: 38302001,
  usernameCharacters: 38302023,
  /** 409. */
  usernameTaken: 38302002,
  roleMissing: 38302021,
  profileMissing: 38302022,
  emailMissing: 38302012,
  passwordMissing: 38302016,
  passwordMissingForFallback: 38302017,
  passwordMissingForLocalOnly: 38302026,
  emailLong: 38302013,
  emailMalformed: 38302014,
  locale: 38302015,
  descriptionLong: 38302011,
  roleUnknown: 38302003,
  roleForbidden: 38302004,
  profileUnknown: 38302007,
  adminProfile: 38302024,
  profileTenant: 38302009,
  tenantUnknown: 38302005,
  tenantWithAdmin: 38302006,
  passwordForbidden: 38302018,
  passwordPolicy: 38302019,
  fallbackDisabled: 38302025,
  localOnlyForbidden: 38302027,
  localOnlyByService: 38302028,
} as const satisfies UserCodes & Record<string, number>;

export interface UpdateCodes extends UserCodes {
  notFound: number;
  /** 403: the user's role holds ADMIN and the caller lacks ADMINMANAGER. */
  adminManager: number;
  /** 403: nobody changes these of their own user. */
  ownFields: number;
  oldPasswordMissing: number;
  oldPasswordUnwanted: number;
  oldPasswordWrong: number;
}

/** POST /staged_config/access/users/{id}. */
export const STAGED_UPDATE_CODES: UpdateCodes = {
  notFound: 38303001,
  adminManager: 38303004,
  ownFields: 38303002,
  oldPasswordMissing: 38303013,
  oldPasswordUnwanted: 38303014,
  oldPasswordWrong: 38303015,
  emailLong: 38303016,
  emailMalformed: 38303017,
  locale: 38303018,
  descriptionLong: 38303011,
  roleUnknown: 38303003,
  roleForbidden: 38303005,
  profileUnknown: 38303008,
  adminProfile: 38303012,
  profileTenant: 38303010,
  tenantUnknown: 38303006,
  tenantWithAdmin: 38303007,
  passwordForbidden: 38303019,
  passwordPolicy: 38303020,
  fallbackDisabled: 38303021,
  localOnlyForbidden: 38303022,
  // IBM's page has one digit more here than anywhere else; it is answered as printed.
  localOnlyByService: 383030223,
};

/** POST /config/access/users/{id}; role, profile, tenant and description, the guide's alone, borrow the staged codes. */
export const deployedUpdateCodes: UpdateCodes = {
  ...STAGED_UPDATE_CODES,
  notFound: 38311001,
  adminManager: 38311002,
  ownFields: 38311012,
  oldPasswordMissing: 38311006,
  oldPasswordUnwanted: 38311007,
  oldPasswordWrong: 38311008,
  emailLong: 38311003,
  emailMalformed: 38311004,
  locale: 38311005,
  passwordForbidden: 38311009,
  passwordPolicy: 38311010,
  fallbackDisabled: 38311013,
  localOnlyForbidden: 38311015,
  localOnlyByService: 38311016,
};

/** Codes of the deployed update that no other resource has; both are 403. */
export const DEPLOYED_ONLY_CODES = { fallbackNeedsAdmin: 38311011, timeoutNeedsAdmin: 38311014 } as const;

/** 403: what nobody does to the default admin user, and what a caller may not do at all (IBM). */
export const PROTECTION_CODES = { notAllowed: 38316001, defaultAdmin: 38316002 } as const;
