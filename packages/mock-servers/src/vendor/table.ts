import type { SandboxFactory } from '../sandbox/sandbox.js';
import type { OperationId, Vendor } from './vendors.js';

/** What the sandbox accepts, in the shape the vendor's own clients ask for, and as ready headers. */
export interface Credentials {
  /** Every header a plain request needs: credentials and what the vendor requires beside them. */
  headers: Record<string, string>;
  /** QRadar: value of the `SEC` header. */
  secToken?: string;
  /** Bearer: IQ and Qlik. */
  token?: string;
  /** Basic: QRadar, IQ and Qualys. */
  username?: string;
  password?: string;
}

export interface VendorEntry {
  title: string;
  /** The CLI's default port. */
  port: number;
  credentials: Credentials;
  /** The path that the document has for another that the vendor takes, too. */
  tidyPath?(path: string): string;
  /** Whether some requests start tasks that go on after the answer. */
  hasTasks?: true;
  /** The curl line that the CLI prints: what it asks, and with what. */
  curl: { operationId: OperationId; args: readonly string[] };
  load(): Promise<SandboxFactory>;
}

/** Imports are lazy: a QRadar mock never pays for the start of the others. */
export const vendorTable: Readonly<Record<Vendor, VendorEntry>> = {
  qradar: {
    title: 'IBM QRadar',
    port: 4010,
    credentials: {
      headers: { SEC: 'sandbox-token', Version: '26.0', Accept: 'application/json' },
      secToken: 'sandbox-token',
      username: 'admin',
      password: 'admin123',
    },
    // IBM's own samples ask /api//help/versions.
    tidyPath: (path) => path.replace(/\/{2,}/g, '/'),
    hasTasks: true,
    curl: {
      operationId: 'listUsers',
      args: ["-H 'SEC: sandbox-token'", "-H 'Version: 26.0'", "-H 'Range: items=0-49'"],
    },
    load: async () => (await import('../qradar/index.js')).qradarSandbox,
  },
  iq: {
    title: 'Sonatype IQ',
    port: 4011,
    credentials: {
      headers: { Authorization: basic('admin', 'admin123') },
      username: 'admin',
      password: 'admin123',
      token: 'sandbox-token',
    },
    curl: { operationId: 'listUsers', args: ['-u admin:admin123'] },
    load: async () => (await import('../iq/index.js')).iqSandbox,
  },
  qlik: {
    title: 'Qlik Cloud',
    port: 4012,
    credentials: { headers: { Authorization: 'Bearer sandbox-key' }, token: 'sandbox-key' },
    curl: { operationId: 'listUsers', args: ["-H 'Authorization: Bearer sandbox-key'"] },
    load: async () => (await import('../qlik/index.js')).qlikSandbox,
  },
  'qualys-saq': {
    title: 'Qualys SAQ',
    port: 4013,
    // Sister modules write their paths with a slash at the end, and so do their clients.
    tidyPath: (path) => path.replace(/\/$/, ''),
    credentials: {
      headers: { Authorization: basic('sandbox', 'sandbox'), 'X-Requested-With': 'rollcall' },
      username: 'sandbox',
      password: 'sandbox',
    },
    curl: {
      operationId: 'searchUsers',
      args: [
        '-u sandbox:sandbox',
        "-H 'X-Requested-With: curl'",
        "-H 'Content-Type: text/xml'",
        "-d '<ServiceRequest/>'",
      ],
    },
    load: async () => (await import('../qualys-saq/index.js')).qualysSaqSandbox,
  },
};

function basic(username: string, password: string): string {
  return `Basic ${btoa(`${username}:${password}`)}`;
}
