import { buildChoiceParser, buildCommand } from '@stricli/core';
import { SHELLS } from '../completion/scripts.js';
import { flag, lookFlags, SYSTEM, textFlag, words, workspaceFlags } from '../flags.js';

// What each command takes and says; the command itself is loaded when it is called.

export const check = buildCommand({
  loader: async () => (await import('../commands/check.js')).check,
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

export const init = buildCommand({
  loader: async () => (await import('../commands/init.js')).init,
  parameters: { flags: { config: workspaceFlags.config } },
  docs: {
    brief: 'Write a rollcall.yaml by asking; secrets stay outside of it',
    fullDescription: `Asks for systems and the people file. For each secret it writes a reference to an environment variable, and says at the end which ones to set.

Examples:
  rollcall init
  rollcall init --config emea.yaml`,
  },
});

export const probe = buildCommand({
  loader: async () => (await import('../commands/probe.js')).probe,
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

export const completion = buildCommand({
  loader: async () => (await import('../commands/completion.js')).completion,
  parameters: {
    flags: {},
    positional: {
      kind: 'tuple',
      parameters: [
        {
          parse: buildChoiceParser(SHELLS),
          proposeCompletions: (partial: string) => SHELLS.filter((shell) => shell.startsWith(partial)),
          brief: SHELLS.join(', '),
          placeholder: 'SHELL',
        },
      ],
    },
  },
  docs: {
    brief: 'Completion for bash, zsh and fish: commands, flags, and the systems of your rollcall.yaml',
    fullDescription: `Prints what the shell has to read once.

Examples:
  eval "$(rollcall completion bash)"     # in ~/.bashrc
  eval "$(rollcall completion zsh)"      # in ~/.zshrc, after compinit
  rollcall completion fish > ~/.config/fish/completions/rollcall.fish`,
  },
});
