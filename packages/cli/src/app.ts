import { readFileSync } from 'node:fs';
import {
  ArgumentScannerError,
  buildApplication,
  buildRouteMap,
  formatMessageForArgumentScannerError,
  text_en,
} from '@stricli/core';
import { apply, leave, plan } from './command-line/changing.js';
import { report, roles, users } from './command-line/looking.js';
import { check, completion, init, probe } from './command-line/systems.js';
import type { Context } from './context.js';
import { messageOf, Problem } from './problem.js';

const routes = buildRouteMap({
  routes: { report, plan, apply, leave, users, roles, check, probe, init, completion },
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
        noCommandRegisteredForInput: ({ corrections, input }) =>
          `rollcall: there is no command '${input}'${corrections.length > 0 ? `; is ${corrections.join(' or ')} meant?` : ''} \`rollcall --help\` lists them`,
        exceptionWhileParsingArguments: (error) =>
          `rollcall: ${error instanceof ArgumentScannerError ? formatMessageForArgumentScannerError(error, {}) : messageOf(error)}; --help shows what the command takes`,
        exceptionWhileRunningCommand: show,
        exceptionWhileLoadingCommandFunction: show,
        commandErrorResult: show,
      },
    },
  });
}
