import { readFileSync } from 'node:fs';
import { buildApplication, buildCommand, buildRouteMap, text_en } from '@stricli/core';
import type { Context } from './context.js';
import { countFlag, flag, textFlag, words, workspaceFlags } from './flags.js';
import { messageOf, Problem } from './problem.js';

// Every command is loaded when it is called: `rollcall --help` loads none of them.

const report = buildCommand({
  loader: async () => (await import('./commands/report.js')).report,
  parameters: {
    flags: {
      ...workspaceFlags,
      json: flag('JSON, with a version'),
      csv: flag('CSV, a line for each account; safe to open in a spreadsheet'),
      html: textFlag('Also write one self-contained page for an access review', 'FILE'),
      dormantDays: countFlag('Days without a login after which an account is dormant; 90 unless given'),
    },
  },
  docs: {
    brief: 'Who has what where, and what is wrong with it',
    fullDescription: `Lists all accounts of all systems with the people they belong to, then orphans, leavers, duplicates, live tokens and, where the vendor tells the last login, dormant accounts.

Exit code: 0; 1 when a system could not be read to its end.

Examples:
  rollcall report --sandbox
  rollcall report --html review.html
  rollcall report --json | jq '.findings[] | select(.kind == "leaver")'`,
  },
});

const plan = buildCommand({
  loader: async () => (await import('./commands/plan.js')).plan,
  parameters: {
    flags: {
      ...workspaceFlags,
      json: flag('JSON, with a version'),
      out: textFlag('Keep the plan for `rollcall apply FILE`', 'FILE'),
    },
  },
  docs: {
    brief: 'What has to change so that accounts fit people and rules; writes nothing',
    fullDescription: `Each change with its reason and the calls it will take. Leavers lose their accounts, people with a rule get theirs.

Exit code: 0 nothing to do, 2 changes, 1 error.

Examples:
  rollcall plan --sandbox
  rollcall plan --out plan.json`,
  },
});

const apply = buildCommand({
  loader: async () => (await import('./commands/apply.js')).apply,
  parameters: {
    flags: {
      ...workspaceFlags,
      yes: flag('Do not ask'),
      json: flag('The outcomes as JSON'),
      allowRemovals: countFlag('Go above the limit: the number of disables and removals planned'),
      abandon: flag('Give up an earlier run that was cut off: its outcome stays unknown'),
    },
    positional: {
      kind: 'tuple',
      parameters: [
        {
          parse: (input: string) => input,
          optional: true,
          brief: 'A plan of `rollcall plan --out`',
          placeholder: 'PLAN',
        },
      ],
    },
  },
  docs: {
    brief: 'Carry a plan out',
    fullDescription: `Without PLAN it makes one and asks. Each account is read again first, and one that differs from the plan is left alone. Administrators, service and break-glass accounts and the account of the credential are never touched. A system that would lose more than 2 accounts and more than 5 % of them stops everything. A run that was cut off goes on where it was.

Exit code: 0; 1 when a change was refused or failed.

Examples:
  rollcall apply --sandbox --yes
  rollcall apply plan.json
  rollcall apply plan.json --allow-removals 12`,
  },
});

const leave = buildCommand({
  loader: async () => (await import('./commands/leave.js')).leave,
  parameters: {
    flags: {
      ...workspaceFlags,
      yes: flag('Do not ask'),
      json: flag('The evidence as JSON, with a version'),
      evidence: textFlag('Also keep the evidence, as FILE.json and as a page FILE.html', 'FILE'),
      allowRemovals: countFlag('Go above the limit: the number of disables and removals planned'),
      abandon: flag('Give up an earlier run that was cut off: its outcome stays unknown'),
    },
    positional: words({ brief: 'Name in the people file, or an address', placeholder: 'PERSON' }),
  },
  docs: {
    brief: 'Take one person out of all systems',
    fullDescription: `Tokens are revoked first, then the account is removed, and its absence is confirmed. The output is the evidence: what was there, what was done and when, what confirmed it, what is left for a person to do.

Exit code: 0; 1 when something could not be read, was refused or failed.

Examples:
  rollcall leave dnovak --sandbox --yes
  rollcall leave dan.novak@example.com --evidence tickets/1234`,
  },
});

const check = buildCommand({
  loader: async () => (await import('./commands/check.js')).check,
  parameters: { flags: { ...workspaceFlags, json: flag('JSON') } },
  docs: {
    brief: 'Whether each system can be reached, and what the credential is',
    fullDescription: `Reads only.

Exit code: 0; 1 when anything is wrong with any of them.

Examples:
  rollcall check
  rollcall check --system qradar-eu --json`,
  },
});

const init = buildCommand({
  loader: async () => (await import('./commands/init.js')).init,
  parameters: { flags: { config: workspaceFlags.config } },
  docs: {
    brief: 'Write a rollcall.yaml by asking; secrets stay outside of it',
    fullDescription: `Asks for systems and the people file. For each secret it writes a reference to an environment variable, and says at the end which ones to set.

Examples:
  rollcall init
  rollcall init --config emea.yaml`,
  },
});

const lookFlags = { config: workspaceFlags.config, sandbox: workspaceFlags.sandbox, json: flag('JSON') };
const SYSTEM = { brief: 'Name of a system in the configuration', placeholder: 'SYSTEM' };

const users = buildRouteMap({
  routes: {
    list: buildCommand({
      loader: async () => (await import('./commands/users.js')).listUsers,
      parameters: { flags: lookFlags, positional: words(SYSTEM) },
      docs: {
        brief: 'All accounts of a system',
        fullDescription: `Reads the whole list; one that breaks off is an error, never a short list.

Examples:
  rollcall users list qradar --sandbox
  rollcall users list tenant --json | jq -r '.[] | select(.state == "disabled") | .login'`,
      },
    }),
    get: buildCommand({
      loader: async () => (await import('./commands/users.js')).getUser,
      parameters: {
        flags: lookFlags,
        positional: words(SYSTEM, { brief: 'Id, as `users list` shows it', placeholder: 'ID' }),
      },
      docs: {
        brief: 'One account by its id',
        fullDescription: `Exit code: 0; 1 when there is no such account.

Examples:
  rollcall users get qradar 1101 --sandbox
  rollcall users get iq Internal/arossi --json`,
      },
    }),
    find: buildCommand({
      loader: async () => (await import('./commands/users.js')).findUser,
      parameters: {
        flags: lookFlags,
        positional: words(SYSTEM, { brief: 'Login or address', placeholder: 'WHO' }),
      },
      docs: {
        brief: 'One account by login or address',
        fullDescription: `Exit code: 0; 1 when there is no such account, or when several fit: then their ids are named.

Examples:
  rollcall users find qlik anna.rossi@example.com --sandbox
  rollcall users find qradar-eu arossi --json`,
      },
    }),
  },
  docs: { brief: 'Look at the accounts of one system' },
});

const roles = buildRouteMap({
  routes: {
    list: buildCommand({
      loader: async () => (await import('./commands/users.js')).listRoles,
      parameters: { flags: lookFlags, positional: words(SYSTEM) },
      docs: {
        brief: 'The roles that a system has',
        fullDescription: `Their names are what rules in rollcall.yaml name.

Examples:
  rollcall roles list qradar --sandbox
  rollcall roles list tenant --json`,
      },
    }),
  },
  docs: { brief: 'Look at the roles of one system' },
});

const probe = buildCommand({
  loader: async () => (await import('./commands/probe.js')).probe,
  parameters: {
    flags: {
      ...lookFlags,
      patch: textFlag('Also write a patch for the spec, as `git apply` takes it', 'FILE'),
      profile: textFlag('Also write the profile from which `rollcall-mock` plays this console', 'FILE'),
    },
    positional: words(SYSTEM),
  },
  docs: {
    brief: 'What our spec calls unconfirmed, looked up on your console; reads only',
    fullDescription: `Sends only calls that read. The output names no person, address, id or secret: statuses, kinds of values and path templates are all there is.

Exit code: 0 nothing differs, 2 something does, 1 error.

Examples:
  rollcall probe qradar --sandbox
  rollcall probe qradar-eu --patch qradar.patch
  rollcall probe qradar-eu --profile console.json
  rollcall probe qlik --json | jq '.findings[] | select(.outcome == "differs")'`,
  },
});

const routes = buildRouteMap({
  routes: { report, plan, apply, leave, users, roles, check, probe, init },
  docs: { brief: 'Keeps QRadar, Sonatype IQ, Qlik Cloud and Qualys SAQ in step with your people' },
});

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** The program; `debug` shows where an error came from. */
export function buildApp(debug: boolean) {
  const show = (error: unknown) => {
    if (debug && error instanceof Error) return error.stack ?? error.message;
    // What was refused says what to do; of other errors the stack may help.
    const settled =
      error instanceof Problem || (error instanceof Error && error.name === 'InvalidInputError');
    return `rollcall: ${messageOf(error)}${settled || debug ? '' : ' (--debug shows more)'}`;
  };
  return buildApplication<Context>(routes, {
    name: 'rollcall',
    versionInfo: { currentVersion: version },
    scanner: { caseStyle: 'allow-kebab-for-camel', allowArgumentEscapeSequence: true },
    documentation: { caseStyle: 'convert-camel-to-kebab' },
    determineExitCode: () => 1,
    localization: {
      text: {
        ...text_en,
        exceptionWhileRunningCommand: show,
        exceptionWhileLoadingCommandFunction: show,
        commandErrorResult: show,
      },
    },
  });
}
