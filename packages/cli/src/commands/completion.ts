import { SCRIPTS, type Shell } from '../completion/scripts.js';
import type { Context } from '../context.js';

/** `rollcall completion SHELL` */
export function completion(this: Context, _flags: object, shell: Shell): void {
  this.process.stdout.write(SCRIPTS[shell]);
}
