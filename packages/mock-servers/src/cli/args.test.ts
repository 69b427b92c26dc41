import { describe, expect, it } from 'vitest';
import { parseCommand } from './args.js';
import { commandName, helpText } from './help.js';

describe('the arguments of rollcall-mock', () => {
  it('one vendor, with the defaults', () => {
    expect(parseCommand(['iq'])).toEqual({
      vendors: ['iq'],
      port: undefined,
      host: '127.0.0.1',
      seedFile: undefined,
      profileFile: undefined,
      faults: [],
      log: false,
      options: { mode: 'sandbox', strict: false },
    });
  });

  it('all four vendors, and every flag that goes with them', () => {
    const argv =
      'all --port 5000 --host ::1 --users 9 --latency 50ms --fault 429:0.1:7 --fault 500 --strict --no-control --allowed-host a.example.com --cors http://localhost:5173 --tls';
    expect(parseCommand(argv.split(' '))).toEqual({
      vendors: ['qradar', 'iq', 'qlik', 'qualys-saq'],
      port: 5000,
      host: '::1',
      seedFile: undefined,
      profileFile: undefined,
      faults: [
        { status: 429, probability: 0.1, seed: 7 },
        { status: 500, probability: 1 },
      ],
      log: false,
      options: {
        mode: 'sandbox',
        strict: true,
        controlPlane: false,
        allowedHosts: ['a.example.com'],
        cors: ['http://localhost:5173'],
        tls: true,
        users: 9,
        latencyMs: 50,
      },
    });
  });

  it('options of one vendor are JSON or text', () => {
    const argv = ['qlik', '--option', 'rateLimits=0.5', '--option', 'inviteExpiry=timestamp'];
    expect(parseCommand(argv)).toMatchObject({
      options: { vendorOptions: { rateLimits: 0.5, inviteExpiry: 'timestamp' } },
    });
  });

  it('help is asked for with either spelling and names every vendor and flag', () => {
    expect([parseCommand(['--help']), parseCommand(['iq', '-h'])]).toEqual(['help', 'help']);
    const help = helpText('rollcall-mock');
    for (const word of ['qradar', 'iq', 'qlik', 'qualys-saq', 'all', '--port', '--fault', '4013']) {
      expect(help).toContain(word);
    }
  });

  it('the help names the command as it was typed', () => {
    const npx = { npm_command: 'exec', npm_lifecycle_script: 'rollcall-mock "--help"' };
    expect(commandName(npx)).toBe('npx @rollcall/mock-servers');
    expect(commandName({ npm_command: 'run-script' })).toBe('rollcall-mock');
    expect(commandName({ ...npx, npm_lifecycle_script: 'vitest run' })).toBe('rollcall-mock');
    expect(helpText(commandName(npx))).toContain('Usage: npx @rollcall/mock-servers <vendor|all>');
  });

  it('the version is asked for without a vendor', () => {
    expect(parseCommand(['--version'])).toBe('version');
  });

  it.each([
    ['', 'Name a vendor: qradar, iq, qlik, qualys-saq or all.'],
    ['qualys', 'Unknown vendor qualys; did you mean qualys-saq?'],
    ['iq --user 3', "Unknown option '--user'; did you mean --users?"],
    ['iq --users -1', '--users takes a whole number from 0 to 1000000, not -1.'],
    ['iq -p -1', '--port takes a whole number from 0 to 65535, not -1.'],
    ['jira', 'Unknown vendor jira: choose qradar, iq, qlik, qualys-saq or all.'],
    ['iq qlik', 'One vendor only, not also qlik.'],
    ['iq --prot 1', "Unknown option '--prot'; did you mean --port?"],
    ['iq --frobnicate', "Unknown option '--frobnicate'."],
    ['iq --port', "Option '-p, --port <value>' argument missing."],
    ['iq --port x', '--port takes a whole number from 0 to 65535, not x.'],
    ['iq --port 65536', '--port takes a whole number from 0 to 65535, not 65536.'],
    ['all --port 65533', '--port 65533 leaves no room for 4 ports.'],
    ['iq --mode fast', 'Unknown mode fast: choose sandbox or prism.'],
    ['iq --cors *', '--cors takes an origin such as http://localhost:5173, not *.'],
    ['iq --cors http://a/', '--cors takes an origin such as http://localhost:5173, not http://a/.'],
    ['all --profile a.json', '--profile needs a single vendor.'],
    [
      'iq --mode prism --profile a.json',
      '--profile needs --mode sandbox: Prism answers examples of the document.',
    ],
    [
      'iq --mode prism --strict',
      '--option and --strict need --mode sandbox: Prism answers by rules of its own.',
    ],
    ['iq --host=', '--host takes an address of this machine, such as 127.0.0.1.'],
    [
      'iq --allowed-host http://mock',
      '--allowed-host takes a name such as mock.internal or *.example.com, not http://mock.',
    ],
    [
      'iq --allowed-host mock:80',
      '--allowed-host takes a name such as mock.internal or *.example.com, not mock:80.',
    ],
    ['iq --port 1 --port 2', '--port is given more than once.'],
    ['iq -p 1 --port 2', '--port is given more than once.'],
    ['qlik --option rateLimits=1 --option rateLimits=2', '--option rateLimits is given more than once.'],
    ['iq --strict=false', "Option '--strict' does not take an argument."],
    ['all --seed a.json', '--seed needs a single vendor.'],
    ['iq --mode prism --users 3', '--seed and --users need --mode sandbox: Prism has no state.'],
    ['iq --option csrf', '--option takes NAME=VALUE, not csrf.'],
    ['all --option csrf=true', '--option needs a single vendor.'],
    ['iq --latency soon', '--latency takes a whole number from 0 to 600000, not soon.'],
    [
      'iq --fault 42',
      '--fault takes a status, a probability and a seed, such as 429:0.1 or 429:0.1:7, not 42.',
    ],
    [
      'iq --fault 429:2',
      '--fault takes a status, a probability and a seed, such as 429:0.1 or 429:0.1:7, not 429:2.',
    ],
  ])('%j is refused in one sentence', (line, message) => {
    expect(() => parseCommand(line.split(' ').filter(Boolean))).toThrow(
      expect.objectContaining({ name: 'UsageError', message }),
    );
  });

  it('a misspelt flag is refused with the one that it is near, whichever it is', () => {
    const flags = new Set(helpText('rollcall-mock').match(/--[a-z-]+/g));
    expect(flags.size).toBeGreaterThan(15);
    for (const flag of flags) {
      const typos = [flag.slice(0, -1), `${flag}x`, flag.replace(/^--(.)(.)/, '--$2$1')];
      for (const typo of typos) {
        expect(() => parseCommand(['iq', typo]), typo).toThrow(
          `Unknown option '${typo}'; did you mean ${flag}?`,
        );
      }
    }
  });

  it.each(['port', 'users', 'latency'])('--%s takes a whole number and nothing like one', (flag) => {
    for (const value of ['', ' ', '-1', '1.5', '1e3', '0x10', 'NaN', 'Infinity', '99999999999', 'null']) {
      expect(() => parseCommand(['iq', `--${flag}=${value}`]), value).toThrow(
        `--${flag} takes a whole number from 0 to `,
      );
    }
  });
});
