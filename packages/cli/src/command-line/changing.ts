import { buildCommand } from '@stricli/core';
import { countFlag, flag, textFlag, words, workspaceFlags } from '../flags.js';

// What each command takes and says; the command itself is loaded when it is called.

export const plan = buildCommand({
  loader: async () => (await import('../commands/plan.js')).plan,
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

export const apply = buildCommand({
  loader: async () => (await import('../commands/apply.js')).apply,
  parameters: {
    flags: {
      ...workspaceFlags,
      yes: flag('Do not ask'),
      json: flag('The outcomes as JSON'),
      allowRemovals: countFlag('Go above the limit: the number of accounts whose access ends'),
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
    fullDescription: `Without PLAN it makes one and asks. Each account is read again first, and one that differs from the plan is left alone. Administrators, service and break-glass accounts and the account of the credential are never touched. A system that would lose more than 2 accounts and more than 5 % of them stops everything; one that is left without any role, group or tag counts as lost. A run that was cut off goes on where it was.

Exit code: 0; 1 when a change was refused or failed.

Examples:
  rollcall apply --sandbox --yes
  rollcall apply plan.json
  rollcall apply plan.json --allow-removals 12`,
  },
});

export const leave = buildCommand({
  loader: async () => (await import('../commands/leave.js')).leave,
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
