/**
 * What comes within some milliseconds, by a timer of this process: on a busy machine both are late, and the clock on the
 * wall would say more of the machine than of the client.
 * @throws Error when it does not come in time.
 */
export async function within<Value>(ms: number, work: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it took longer than ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
