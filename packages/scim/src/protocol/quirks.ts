/** What identity providers send beside the RFC. Every flag accepts more; none changes what a correct request means. */
export interface Quirks {
  /** `"True"` and `"false"` for booleans, in bodies and filters: Entra's default, Keycloak's extension, Google. */
  booleanStrings: boolean;
  /** `Replace`, `ADD`: Entra's default. Operators of a filter are case-insensitive in the RFC itself. */
  operationCase: boolean;
  /** `{"name.givenName": "K"}` in a PATCH without path: Entra with its compatibility flag. */
  dottedKeys: boolean;
  /** Setting `emails[type eq "work"].value` makes the element where there is none: Entra. Without it: noTarget. */
  createMissing: boolean;
  /** `manager` as `"U2"`, or as a list of one: Entra. */
  looseComplex: boolean;
  /** `externalId eq kim`: one of Entra's pages shows it. */
  unquotedValues: boolean;
  /** `roles[].value` that holds a JSON object as text: Entra's AppRoleAssignmentsComplex. */
  rolesAsJson: boolean;
}

/** Takes what the known identity providers send. */
export const LENIENT: Readonly<Quirks> = {
  booleanStrings: true,
  operationCase: true,
  dottedKeys: true,
  createMissing: true,
  looseComplex: true,
  unquotedValues: true,
  rolesAsJson: true,
};

/** The RFC and nothing else. */
export const STRICT: Readonly<Quirks> = {
  booleanStrings: false,
  operationCase: false,
  dottedKeys: false,
  createMissing: false,
  looseComplex: false,
  unquotedValues: false,
  rolesAsJson: false,
};
