import { styleText } from 'node:util';
import type { Context } from '../context.js';

type Format = Parameters<typeof styleText>[0];

/** Colours for a terminal that wants them: https://no-color.org */
export function styleOf({ env, process }: Context): (format: Format, text: string) => string {
  const colours = process.stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
  return (format, text) => (colours ? styleText(format, text, { validateStream: false }) : text);
}
