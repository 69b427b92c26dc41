import { tell } from './dom.js';

let afterwards = async () => {};

/** `refresh` shows what the sandbox is like after each action. */
export function refreshAfterActions(refresh) {
  afterwards = refresh;
}

/** Does what was asked for and says how it went. */
export async function act(done, action) {
  try {
    await action();
    tell(done);
  } catch (error) {
    tell(error.message, true);
  }
  await afterwards();
}
