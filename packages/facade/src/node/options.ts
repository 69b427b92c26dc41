import { anything, milliseconds, type Rule, type Rules, wholeNumber } from '../util/check-options.js';
import { type Pem, pem } from './pem.js';

export interface NodeTransportOptions {
  /**
   * The CA that signed the certificate of the server, or of an https proxy, as PEM. It takes the place of the public
   * ones; names are still verified.
   */
  readonly ca?: Pem;
  /** A client certificate and its key, as PEM, for a server or gateway that asks for one. */
  readonly cert?: Pem;
  readonly key?: Pem;
  /** The name that the server's certificate must hold, when it is not the host of `baseUrl` (a tunnel, an address). */
  readonly servername?: string;
  /**
   * The address of an http(s) proxy, `http://user:password@proxy.example.com:3128`; user and password are
   * percent-encoded. The server behind the proxy is verified as without one.
   */
  readonly proxy?: string | URL;
  /** Most connections to one origin at once, 1 to 10,000; further calls wait for one. Default 16. */
  readonly connections?: number;
  /** Milliseconds an idle connection is kept, unless the server says less. Default 4,000. */
  readonly keepAliveMs?: number;
}

const aHostName: Rule = (value) =>
  typeof value === 'string' && /^[\w.-]+$/.test(value)
    ? undefined
    : 'a host name alone, such as qradar.example.com';

export const transportRules: Rules<NodeTransportOptions> = {
  ca: pem('ca', 'CERTIFICATE'),
  cert: pem('client', 'CERTIFICATE'),
  key: pem('client-key', 'PRIVATE KEY'),
  servername: aHostName,
  proxy: anything, // has a check of its own
  connections: wholeNumber(1, 10_000),
  keepAliveMs: milliseconds(),
};
