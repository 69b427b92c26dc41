import type { PrismHttpComponents } from '@stoplight/prism-http';

const nothing = () => undefined;

/** Prism asks for a pino logger; the journal tells what happened instead. */
export const silentLogger = {
  trace: nothing,
  debug: nothing,
  info: nothing,
  success: nothing,
  warn: nothing,
  error: nothing,
  fatal: nothing,
  child: () => silentLogger,
} as unknown as PrismHttpComponents['logger'];
