/**
 * Lets all that has begun in this process go on to its next wait. Each step of a request on one machine (to connect, to
 * accept, to read) takes a turn of the event loop, and no time.
 */
export async function turns(count = 25): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise(setImmediate);
}
