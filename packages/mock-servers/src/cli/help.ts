import { vendorTable } from '../vendor/table.js';
import { VENDORS } from '../vendor/vendors.js';

/** The command as its user typed it, so that what the help shows can be pasted. `npx` runs a package by its name. */
export function commandName(environment: NodeJS.ProcessEnv = process.env): string {
  const { npm_command: command, npm_lifecycle_script: script = '' } = environment;
  // Where another program was started by npx and starts this one, the script is that program's.
  return command === 'exec' && /^"?rollcall-mock\b/.test(script)
    ? 'npx @rollcall/mock-servers'
    : 'rollcall-mock';
}

export function helpText(command: string): string {
  return `Stateful sandboxes of four user-management APIs, true to their OpenAPI documents.

Usage: ${command} <vendor|all> [options]

Vendors:
${VENDORS.map((vendor) => `  ${vendor.padEnd(12)}${vendorTable[vendor].title}, port ${vendorTable[vendor].port}`).join('\n')}
  all         each of them

Options:
  -p, --port N        listen here; all: N and the three ports after it; 0: any free port
      --host H        listen on this address (default 127.0.0.1)
      --allowed-host NAME
                      a name under which the mock answers beside IP addresses and localhost; repeatable
      --tls           speak TLS beside plain HTTP, with a certificate of a CA made at the start
      --cors ORIGIN   let web pages of this origin call the API; repeatable
      --mode M        sandbox: a vendor with state (default)
                      prism: the documents' examples, without state
      --seed FILE     load users from a JSON file (one vendor, sandbox only)
      --profile FILE  behave as the real system that this JSON file describes (one vendor, sandbox only)
      --users N       generate N more users (sandbox only)
      --latency MS    wait before every answer, such as 50 or 50ms
      --fault S[:P[:SEED]]
                      answer status S, every time or with probability P, such as 429:0.1; repeatable;
                      with a whole number SEED the same requests are hit in every run
      --strict        turn an answer that breaks the OpenAPI document into a 500 that says why
      --option NAME=VALUE
                      what only this vendor knows, such as rateLimits=true; repeatable, see docs/VENDOR.md
      --log           print a line for every request
      --no-control    without the pages and the control plane under /__rollcall/
      --version       print the version
  -h, --help          show this text

Examples:
  ${command} qradar
  ${command} qlik --port 0 --option rateLimits=true --log
  ${command} all --users 250

Stops on Ctrl-C, running requests within two seconds. Exit codes: 2 for a wrong argument, 1 when a port, a seed or a profile cannot be used.
`;
}
