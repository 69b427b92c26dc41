import { buildCommand, buildRouteMap } from '@stricli/core';
import { countFlag, flag, lookFlags, SYSTEM, textFlag, words, workspaceFlags } from '../flags.js';

// What each command takes and says; the command itself is loaded when it is called.

export const report = buildCommand({
  loader: async () => (await import('../commands/report.js')).report,
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

export const users = buildRouteMap({
  routes: {
    list: buildCommand({
      loader: async () => (await import('../commands/users.js')).listUsers,
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
      loader: async () => (await import('../commands/users.js')).getUser,
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
      loader: async () => (await import('../commands/users.js')).findUser,
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

export const roles = buildRouteMap({
  routes: {
    list: buildCommand({
      loader: async () => (await import('../commands/users.js')).listRoles,
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
