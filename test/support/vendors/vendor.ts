import type { BulkReport, CallOptions, ConnectionOptions } from '@rollcall/facade';
import type { Client } from '@rollcall/qradar';
import type { Script } from '../open-raw-server.ts';

/** All that tests, benchmarks and the peers' programs know of one vendor: a row of the one table in `index.ts`. */
export interface Vendor {
  /** In titles. */
  readonly name: 'QRadar' | 'IQ' | 'Qlik' | 'Qualys';
  /** The facade's entry point, the package and the mock server of that name. */
  readonly key: 'qradar' | 'iq' | 'qlik' | 'qualys-saq';
  /** What the entry point calls the function that makes a client. */
  readonly factory: string;
  /** A client and, for tests that treat all vendors alike, its verbs. */
  open(baseUrl: string, options?: OpenOptions): Opened;
  readonly credential: VendorCredential;
  readonly wire: VendorWire;
  readonly generated: GeneratedCalls;
  readonly bulk: VendorBulk;
}

export interface VendorCredential {
  /** The option `auth` that carries this secret; `token` is there where the vendor knows tokens, `password` likewise. */
  readonly auth: {
    token?(secret: Secret): object;
    password?(secret: Secret): object;
  };
  /** What `open` sends unless told otherwise: the token or password of every call. */
  readonly secret: string;
  /** What the sandbox takes. */
  readonly sandbox: string;
  /** Everything that must not be shown: the credential in all its forms, and the password of a create. */
  readonly hidden: readonly string[];
  /** The header that carries it, in lower case. */
  readonly header: string;
  /** True where `open` uses a password, which may be blanks, in Basic. */
  readonly basic: boolean;
}

/** What one user looks like on the wire. */
export interface VendorWire {
  readonly id: Id;
  /** True where ids are whole numbers: no name ever gets into a path. */
  readonly numericIds: boolean;
  /** What no other vendor's code has in it. */
  readonly apiPath: string;
  /** Where one user is read, without the id; where users are made. */
  readonly usersPath: string;
  readonly createPath: string;
  /** How a list is read: Qualys' search is a POST. */
  readonly listMethod: 'GET' | 'POST';
  /** True when updates are a PUT, which may be repeated. */
  readonly putsUpdates: boolean;
  readonly media: 'json' | 'xml';
  readonly user: Readonly<Record<string, unknown>>;
  /** The body that carries `user`. */
  readonly text: string;
  /** What `open().create` sends. */
  readonly input: object;
  /** User number `n` with all that the vendor says of one, and the answer to a list that holds these users. */
  userAt(n: number): object;
  page(users: readonly object[], range?: { readonly from: number; readonly total: number }): Page;
  /** What each verb takes for a success. */
  readonly ok: {
    readonly get: Script;
    readonly list: Script;
    readonly create: Script;
    readonly remove: Script;
  };
}

interface Page {
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

type Id = string | number;
export type Secret = string | undefined | (() => string | Promise<string>);

export type OpenOptions<Options = ConnectionOptions> = Partial<Options> & {
  readonly secret?: Secret;
  /** Which credential `secret` is. Default: the vendor's first. */
  readonly by?: 'token' | 'password';
};

/** The verbs that all vendors have. */
export interface Opened {
  get(id: Id, options?: CallOptions): Promise<unknown>;
  list(options?: CallOptions): AsyncIterable<unknown>;
  create(options?: CallOptions): Promise<unknown>;
  update(id: Id, options?: CallOptions): Promise<unknown>;
  remove(id: Id, options?: CallOptions): Promise<unknown>;
  /** A generated function as a user of the escape hatch calls it. */
  raw(): Promise<unknown>;
  /** The four packages' types are alike. */
  readonly client: Client;
  createMany(inputs: Inputs, options?: object): Promise<Report>;
  /** Sets what `everybody` gives of a user. */
  updateMany(ids: readonly string[], value: string, options?: object): Promise<Report>;
  deleteMany(ids: readonly string[], options?: object): Promise<Report>;
  /** Who is there, by name, with what `updateMany` sets. */
  everybody(): Promise<Map<string, string | undefined>>;
  /** Goes on with work that a failed result left to the server. */
  resume?(state: unknown): Promise<unknown>;
}

type Inputs = Iterable<object> | AsyncIterable<object>;
export type Report = BulkReport<unknown, unknown>;

type Generated = (options: never) => Promise<unknown>;

/** The vendor's own package, without the facade. */
interface GeneratedCalls {
  readonly createClient: () => object;
  /** The name of the path's value. */
  readonly pathKey: string;
  readonly read: Generated;
  readonly write: Generated;
  /** A body of `write`, and what it is on the wire. */
  readonly body: unknown;
  readonly bodyText: string;
}

interface VendorBulk {
  /** Users per call: so many more make as many requests. */
  readonly perCall: number;
  /** What creates a user of this name in the sandbox. */
  newcomer(name: string): object;
  /** The id of a user whom `createMany` answered. */
  idOf(value: unknown, name: string): string;
  /** Reads the requests of one run; made anew for each, since it learns the names behind the ids. */
  reader(): (exchange: Exchange) => Subject;
}

export type WriteVerb = 'create' | 'update' | 'delete';

/** One request as the vendor's reader sees it. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly requestText: string;
  /** Undefined before the vendor was asked. */
  readonly answer?: { readonly ok: boolean; readonly text: string };
}

/** What a request is about. */
export interface Subject {
  /** Undefined for a request that only reads. */
  readonly verb?: WriteVerb;
  readonly names: readonly string[];
  /** True when sending it twice does what sending it once does (PUT): then only a change counts as an effect. */
  readonly idempotent?: boolean;
}
