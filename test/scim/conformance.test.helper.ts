/** A test by its file and its title. */
export type TestName = readonly [file: string, title: string];

/** One thing that clients rely on: by the RFCs, or because an identity provider sends it. */
export interface ConformanceCase {
  readonly number: number;
  readonly what: string;
  /** The tests that fail when it does not hold. */
  readonly shownBy: readonly TestName[];
  /** Why it is not tried on every system. Absent: it is. */
  readonly onceBecause?: string;
  /** The cases of `pnpm bench scim`, which tries any SCIM server, for the same thing. */
  readonly bench: readonly string[];
}

/** What a SCIM server for identity providers has to do, and which test shows it. */
export const CONFORMANCE: readonly ConformanceCase[] = [
  {
    number: 1,
    what: 'ServiceProviderConfig without login',
    shownBy: [['test/scim/discovery.test.ts', 'needs no login']],
    bench: ['ServiceProviderConfig is read without a login'],
  },
  {
    number: 2,
    what: 'ResourceTypes and Schemas: list, one, 404; equal to what is stored',
    shownBy: [
      [
        'test/scim/discovery.test.ts',
        'lists resource types and schemas, gives one, and says 404 for another',
      ],
      ['test/scim/discovery.test.ts', 'shows the attributes that the system stores, and no other'],
    ],
    bench: ['Schemas and ResourceTypes: all, one, 404'],
  },
  {
    number: 3,
    what: 'filter on discovery is 403',
    shownBy: [['test/scim/discovery.test.ts', 'cannot be filtered']],
    bench: ['a filter on Schemas is 403'],
  },
  {
    number: 4,
    what: '201, Location as in meta, absolute',
    shownBy: [['test/scim/writes.test.ts', 'answers 201 with an absolute address, and is readable there']],
    bench: ['a create is 201, with Location as in meta, absolute', 'answers are application/scim+json'],
  },
  {
    number: 5,
    what: 'readOnly and meta ignored, null and [] taken',
    shownBy: [['test/scim/writes.test.ts', 'ignores an id and meta of the client']],
    bench: ['id and meta of a client are ignored; null and [] are taken'],
  },
  {
    number: 6,
    what: 'the same userName in another case is 409',
    shownBy: [
      [
        'test/scim/writes.test.ts',
        'refuses a name that is taken, in another case too, and an externalId that is taken',
      ],
    ],
    bench: ['the same userName in another case is 409 uniqueness'],
  },
  {
    number: 7,
    what: 'missing or empty userName',
    shownBy: [
      [
        'test/scim/writes.test.ts',
        'refuses a missing user name, an unknown attribute and a misspelt one, and sends nothing',
      ],
    ],
    bench: ['a missing and an empty userName are 400'],
  },
  {
    number: 8,
    what: 'unknown attribute, URN, misspelling',
    shownBy: [
      [
        'test/scim/writes.test.ts',
        'refuses a missing user name, an unknown attribute and a misspelt one, and sends nothing',
      ],
    ],
    bench: [],
  },
  {
    number: 9,
    what: 'password returned nowhere',
    shownBy: [['test/scim/writes.test.ts', 'keeps a password out of every answer, log and request for SCIM']],
    bench: ['a password is never shown'],
  },
  {
    number: 10,
    what: 'both media types, no other',
    shownBy: [['test/scim/writes.test.ts', 'takes both media types and no other']],
    bench: ['application/json is taken, text/plain is 415'],
  },
  {
    number: 11,
    what: 'unknown id is a 404 Error',
    shownBy: [['test/scim/providers.test.ts', 'passes']],
    bench: ['an unknown id is a 404 Error'],
  },
  {
    number: 12,
    what: 'attributes: sub-attribute, other case, absent one',
    shownBy: [['test/scim/lists.test.ts', 'show the attributes that were asked for, and the id always']],
    bench: ['attributes: sub-attribute, in any case of letters'],
  },
  {
    number: 13,
    what: 'excludedAttributes keeps id',
    shownBy: [['test/scim/lists.test.ts', 'show the attributes that were asked for, and the id always']],
    bench: ['excludedAttributes keeps id'],
  },
  {
    number: 14,
    what: 'who is deactivated is readable and listed',
    shownBy: [
      [
        'test/scim/writes.test.ts',
        'comes and goes under one id, and who is inactive is read, listed and found',
      ],
    ],
    bench: [],
  },
  {
    number: 15,
    what: 'no match is 200 with 0',
    shownBy: [['test/scim/lists.test.ts', 'are empty with 200 when nobody matches']],
    bench: ['no match is 200 with 0'],
  },
  {
    number: 16,
    what: 'startIndex 0, -5, past the end',
    shownBy: [['test/scim/lists.test.ts', 'bend what is out of bounds, and refuse what is no number']],
    bench: ['startIndex 0, -5 and past the end'],
  },
  {
    number: 17,
    what: 'count 0, -1, above the maximum',
    shownBy: [['test/scim/lists.test.ts', 'bend what is out of bounds, and refuse what is no number']],
    bench: ['count 0 and -1 give only the total'],
  },
  {
    number: 18,
    what: 'each operator in any case',
    shownBy: [
      [
        'test/scim/lists.test.ts',
        'answer every operator, in any case, with and without URN, with plus signs and with %20',
      ],
    ],
    bench: ['every operator of a filter, in any case'],
  },
  {
    number: 19,
    what: 'not, brackets, precedence',
    shownBy: [
      [
        'test/scim/lists.test.ts',
        'answer every operator, in any case, with and without URN, with plus signs and with %20',
      ],
    ],
    bench: ['not, brackets, and before or'],
  },
  {
    number: 20,
    what: 'value path, emails co, people without addresses',
    shownBy: [
      [
        'test/scim/lists.test.ts',
        'answer every operator, in any case, with and without URN, with plus signs and with %20',
      ],
    ],
    bench: ['value paths and emails co, among people without addresses'],
  },
  {
    number: 21,
    what: 'names with their URN',
    shownBy: [
      [
        'test/scim/lists.test.ts',
        'answer every operator, in any case, with and without URN, with plus signs and with %20',
      ],
    ],
    bench: ['names with their URN in a filter'],
  },
  {
    number: 22,
    what: 'escapes, and inside quotes, + and %20, unquoted',
    shownBy: [
      [
        'test/scim/lists.test.ts',
        'answer every operator, in any case, with and without URN, with plus signs and with %20',
      ],
    ],
    bench: ['quotes and the word and inside a value'],
  },
  {
    number: 23,
    what: 'bad filter and 20,000 brackets',
    shownBy: [['test/scim/lists.test.ts', 'are refused for a filter that is wrong, and for 20,000 brackets']],
    bench: ['a bad filter and 20,000 brackets are 400 invalidFilter'],
  },
  {
    number: 24,
    what: 'sorted, those without a value last',
    shownBy: [['test/scim/lists.test.ts', 'are sorted, those without a value last']],
    bench: ['sorted, those without a value last'],
  },
  {
    number: 25,
    what: 'cursor: first, next, of another list, mixed',
    shownBy: [
      ['test/scim/lists.test.ts', 'come in pages that leave nobody out and show nobody twice'],
      ['test/scim/lists.test.ts', 'bend what is out of bounds, and refuse what is no number'],
    ],
    bench: ['pages by cursor (RFC 9865)'],
  },
  {
    number: 26,
    what: '.search equals GET',
    shownBy: [['test/scim/lists.test.ts', 'are sorted, and searched by POST with the same answer']],
    bench: ['.search is what GET is'],
  },
  {
    number: 27,
    what: 'PUT with echoed id, meta, groups',
    shownBy: [['test/scim/writes.test.ts', 'takes its own answer back, and changes nothing']],
    bench: ['PUT takes echoed read-only fields and clears what it leaves out'],
  },
  {
    number: 28,
    what: 'PUT clears what it leaves out, keeps what SCIM does not name',
    shownBy: [
      ['test/scim/writes.test.ts', 'changes what differs, and takes an externalId away'],
      ['test/scim/writes.test.ts', 'leaves what the vendor has and SCIM does not name as it is'],
    ],
    bench: [],
  },
  {
    number: 29,
    what: 'PUT of an unknown id makes nobody',
    shownBy: [['test/scim/writes.test.ts', 'never creates']],
    bench: ['PUT of an unknown id is 404 and makes nobody'],
  },
  {
    number: 30,
    what: 'immutable is 400',
    shownBy: [
      [
        'test/scim/writes.test.ts',
        'is refused where the schema says immutable or readOnly, and changes nothing',
      ],
    ],
    bench: [],
  },
  {
    number: 31,
    what: 'op in any case',
    shownBy: [
      ['test/scim/writes.test.ts', 'changes one attribute, in whatever case the operation is written'],
    ],
    bench: ['the operation of a PATCH in any case'],
  },
  {
    number: 32,
    what: 'active as "False", "true"',
    shownBy: [
      [
        'test/scim/writes.test.ts',
        'comes and goes under one id, and who is inactive is read, listed and found',
      ],
      ['test/scim/writes.test.ts', 'sends nothing for what is so already, and keeps the version'],
    ],
    bench: ['active as "False" and "true" (Entra, Keycloak)'],
  },
  {
    number: 33,
    what: 'pathless, dotted and URN keys',
    shownBy: [['test/scim/providers.test.ts', 'is taken with its compatibility flag']],
    bench: ['a PATCH without path, with dotted names (Entra, Okta)', 'a name in a path in any case'],
  },
  {
    number: 34,
    what: 'absent element made, several operations merged',
    shownBy: [
      ['test/scim/writes.test.ts', 'fills one address by several value paths, made where it is missing'],
    ],
    bench: ['an address that is not there is made by its value path (Entra)'],
  },
  {
    number: 35,
    what: 'primary demoted',
    onceBecause: 'a vendor here has one address or takes roles as a set',
    shownBy: [['packages/scim/src/protocol/patch/patch.test.ts', 'leaves one primary value']],
    bench: [],
  },
  {
    number: 36,
    what: 'readOnly is 400, remove without path is 400',
    shownBy: [
      [
        'test/scim/writes.test.ts',
        'is refused where the schema says immutable or readOnly, and changes nothing',
      ],
      ['test/scim/writes.test.ts', 'does nothing at the vendor when a later operation is wrong'],
    ],
    bench: ['a read-only path is 400 mutability, a remove without path 400 noTarget'],
  },
  {
    number: 37,
    what: 'a failed second operation changes nothing, at the vendor too',
    shownBy: [['test/scim/writes.test.ts', 'does nothing at the vendor when a later operation is wrong']],
    bench: ['a failed second operation changes nothing'],
  },
  {
    number: 38,
    what: 'no change keeps the version',
    shownBy: [['test/scim/writes.test.ts', 'sends nothing for what is so already, and keeps the version']],
    bench: ['an ETag, 412 for another, 304 for the same'],
  },
  {
    number: 39,
    what: '__proto__ refused',
    shownBy: [['test/scim/writes.test.ts', 'does nothing at the vendor when a later operation is wrong']],
    bench: ['__proto__ is refused and pollutes nothing'],
  },
  {
    number: 40,
    what: '204, then 404, and the name is free',
    shownBy: [
      [
        'test/scim/writes.test.ts',
        'answers 204 when the vendor has nobody there any more, then 404, and the name is free under another id',
      ],
    ],
    bench: ['a delete is 204, then 404, and the name is free'],
  },
  {
    number: 41,
    what: 'a removal that still runs',
    onceBecause: "only QRadar's takes time",
    shownBy: [
      [
        'test/scim/leavers.test.ts',
        'is answered with 503 and Retry-After, and taken up by the next request, without a second one',
      ],
      [
        'test/scim/leavers.test.ts',
        'is taken up by another instance, and by a request to deactivate as well',
      ],
    ],
    bench: [],
  },
  {
    number: 42,
    what: 'bulkId forwards and in a circle, each made once',
    shownBy: [
      [
        'test/scim/bulk.test.ts',
        'creates, changes and deletes, each with its own audit line, and follows a bulkId in a path',
      ],
      ['test/scim/bulk.test.ts', 'makes two people once who refer to each other'],
    ],
    bench: ['Bulk: each bulkId made once, with its status as text'],
  },
  {
    number: 43,
    what: 'failOnErrors',
    shownBy: [
      ['test/scim/bulk.test.ts', 'goes on after an error, and stops after as many as failOnErrors says'],
    ],
    bench: ['Bulk: failOnErrors ends it'],
  },
  {
    number: 44,
    what: '413 by count and by bytes',
    onceBecause: 'answered before a system is looked at',
    shownBy: [['test/scim/bulk.test.ts', 'are told by discovery, and named by 413']],
    bench: ['Bulk: too many operations are 413'],
  },
  {
    number: 45,
    what: 'both removal forms, $ref null, stored display',
    shownBy: [
      ['test/scim/groups.test.ts', 'take members as Entra adds and removes them, with the flag and without'],
      [
        'test/scim/groups.test.ts',
        'take Okta’s push: the name again, a removal and an addition in one request, then all members anew',
      ],
    ],
    bench: ['a member is added once, and removed by filter and by value (Okta, Entra)'],
  },
  {
    number: 46,
    what: 'replace, add twice',
    shownBy: [
      [
        'test/scim/groups.test.ts',
        'take Okta’s push: the name again, a removal and an addition in one request, then all members anew',
      ],
      [
        'test/scim/groups.test.ts',
        'send nothing for what is so already, and are refused with 412 when they changed in between',
      ],
    ],
    bench: [],
  },
  {
    number: 47,
    what: 'hostile member value',
    shownBy: [
      [
        'test/scim/groups.test.ts',
        'refuse another name, an unknown member and a hostile one, and change nothing',
      ],
    ],
    bench: ['a hostile member value takes nobody else out'],
  },
  {
    number: 48,
    what: 'excludedAttributes=members',
    shownBy: [
      [
        'test/scim/groups.test.ts',
        'come without their members when those are not asked for, and nobody is read for it',
      ],
    ],
    bench: ['excludedAttributes=members'],
  },
  {
    number: 49,
    what: 'role as JSON text; unknown role',
    onceBecause: 'IQ and Qualys have no roles in a User by default',
    shownBy: [
      ['test/scim/security.test.ts', 'is refused, and nothing is made or changed'],
      ['test/scim/security.test.ts', 'is told apart from one that is there, also as JSON inside a string'],
    ],
    bench: [],
  },
  {
    number: 50,
    what: 'status as text, nothing of the inside',
    shownBy: [
      ['test/scim/security.test.ts', 'are SCIM errors with a status as text, and show nothing of the inside'],
    ],
    bench: [],
  },
  {
    number: 51,
    what: '/Me 501, wrong method 405',
    shownBy: [
      [
        'test/scim/security.test.ts',
        'say 501 for /Me, 405 for a method, 404 for an address and 400 for a version',
      ],
    ],
    bench: ['/Me is 501', 'a method that is not served is 405'],
  },
  {
    number: 52,
    what: "the vendor's 429 and 503, integer Retry-After",
    shownBy: [['test/scim/security.test.ts', "hand the vendor's 429 and 503 on, with whole seconds"]],
    bench: [],
  },
  {
    number: 53,
    what: 'a vendor that is slower than the client waits',
    shownBy: [['test/scim/security.test.ts', 'is answered before a client hangs up']],
    bench: [],
  },
  {
    number: 54,
    what: '401 with WWW-Authenticate and an Error',
    onceBecause: 'answered before a system is looked at',
    shownBy: [['test/scim/security.test.ts', 'is asked for before anything is read: %s']],
    bench: ['no token and a wrong one are 401, with WWW-Authenticate and an Error'],
  },
  {
    number: 55,
    what: 'Bearer, the token alone, another tenant',
    onceBecause: 'answered before a system is looked at',
    shownBy: [
      ['test/scim/security.test.ts', 'comes with and without the word Bearer'],
      ['test/scim/security.test.ts', 'for another system finds nothing here'],
    ],
    bench: [],
  },
  {
    number: 56,
    what: "Entra's default, 1.1 top to bottom",
    shownBy: [
      ['test/scim/providers.test.ts', 'is taken from Test Connection to purge, in its default mode'],
      ['test/scim/providers.test.ts', 'names a manager and is asked for the id only'],
    ],
    bench: [],
  },
  {
    number: 57,
    what: 'Entra flagged',
    shownBy: [['test/scim/providers.test.ts', 'is taken with its compatibility flag']],
    bench: [],
  },
  {
    number: 58,
    what: "Okta's specification test",
    shownBy: [['test/scim/providers.test.ts', 'passes']],
    bench: [],
  },
  {
    number: 59,
    what: "Okta's PUT app, PATCH app, group push",
    shownBy: [
      [
        'test/scim/providers.test.ts',
        'is followed by a GET and a PUT of the whole object, with what is readOnly echoed',
      ],
      ['test/scim/providers.test.ts', 'is followed by a PATCH without path, of active and of the password'],
      [
        'test/scim/groups.test.ts',
        'take Okta’s push: the name again, a removal and an addition in one request, then all members anew',
      ],
    ],
    bench: [],
  },
  {
    number: 60,
    what: "SailPoint's endpoints",
    shownBy: [
      ['test/scim/providers.test.ts', "finds SailPoint's discovery endpoints for people"],
      ['test/scim/groups.test.ts', 'are told by discovery, listed, found by their names, and read'],
    ],
    bench: [],
  },
  {
    number: 61,
    what: 'member removal by authentik and midPoint',
    shownBy: [
      ['test/scim/groups.test.ts', 'take members as Entra adds and removes them, with the flag and without'],
    ],
    bench: [],
  },
  {
    number: 62,
    what: 'four user filters, three group filters',
    shownBy: [
      ['test/scim/providers.test.ts', "answers the four filters of IPSIE's AL1"],
      ['test/scim/groups.test.ts', 'are told by discovery, listed, found by their names, and read'],
      ['test/scim/groups.test.ts', 'are found by a member, by externalId and by .search'],
    ],
    bench: [],
  },
  {
    number: 63,
    what: 'fifty member operations in one PATCH',
    shownBy: [['test/scim/groups.test.ts', 'take fifty operations in one request']],
    bench: [],
  },
  {
    number: 64,
    what: 'deactivation ends access; reactivation',
    shownBy: [
      [
        'test/scim/writes.test.ts',
        'comes and goes under one id, and who is inactive is read, listed and found',
      ],
    ],
    bench: [],
  },
  {
    number: 65,
    what: '25 requests a second, then 429',
    onceBecause: 'answered before a system is looked at',
    shownBy: [
      [
        'test/scim/security.test.ts',
        'serve 25 requests in a second, and answer the next with 429 and when to come back',
      ],
    ],
    bench: [],
  },
  {
    number: 66,
    what: 'JWT client with scope scim',
    onceBecause: 'answered before a system is looked at',
    shownBy: [
      [
        'test/scim/jwt.test.ts',
        'is good when issuer, audience, time, key and scope are right, and its subject is in the audit line',
      ],
      ['test/scim/jwt.test.ts', 'is refused otherwise'],
    ],
    bench: [],
  },
];
