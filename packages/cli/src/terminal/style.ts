import { styleText } from 'node:util';
import type { Context } from '../context.js';

type Format = Parameters<typeof styleText>[0];

/** Colours for a terminal that wants them, and where FORCE_COLOR asks for them: https://no-color.org, https://force-color.org */
export function styleOf({ env, process }: Context): (format: Format, text: string) => string {
  const forced = Boolean(env.FORCE_COLOR) && env.FORCE_COLOR !== '0';
  const colours = !env.NO_COLOR && (forced || (process.stdout.isTTY === true && env.TERM !== 'dumb'));
  return (format, text) => (colours ? styleText(format, text, { validateStream: false }) : text);
}
