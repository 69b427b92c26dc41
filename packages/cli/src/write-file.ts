import { accessSync, constants, fsyncSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Problem } from './problem.js';

/** Writes what the user asked for. @throws Problem that names the file and the reason. */
export function writeResult(file: string, text: string, mode = 0o666): void {
  try {
    writeFileSync(file, text, { mode });
  } catch (error) {
    throw unwritable(file, error);
  }
}

/** Finds out ahead of changes whether their outcome can be written. @throws Problem when its folder is not there or closed. */
export function checkFolder(file: string): void {
  try {
    accessSync(dirname(file), constants.W_OK);
  } catch (error) {
    throw unwritable(file, error);
  }
}

/** Opens a file that is only added to, in a folder for this user alone. @throws Problem before anything is done. */
export function openLog(file: string): number {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    return openSync(file, 'a', 0o600);
  } catch (error) {
    throw unwritable(file, error, 'what is done has to be kept there, and so nothing was done');
  }
}

/**
 * Adds a line of JSON to a file that {@link openLog} has opened; it is whole and on the disk afterwards.
 * @throws Problem when it is not.
 */
export function appendLine(file: number, line: object): void {
  try {
    // Unlike writeSync this goes on after a part was taken, and so finds out that the disk is full.
    writeFileSync(file, `${JSON.stringify(line)}\n`);
    fsyncSync(file);
  } catch (error) {
    throw new Problem(
      `what is done could not be kept (${(error as NodeJS.ErrnoException).code}), and so the run has stopped here. Make room for the folder .rollcall, then run the same again: it goes on`,
    );
  }
}

/** `then`: what the failure means for the run. */
function unwritable(file: string, error: unknown, then = 'name another place'): Problem {
  const { code } = error as NodeJS.ErrnoException;
  const why = code === 'ENOENT' ? `the folder ${dirname(file)} is not there` : String(code);
  return new Problem(`${file} cannot be written (${why}); ${then}`);
}
