/**
 * A caller's callback that can do no harm: what it throws or rejects with changes no outcome, and is told once, as a
 * warning of the process or on the console.
 */
export function told<Parameters extends unknown[]>(
  name: string,
  callback: ((...parameters: Parameters) => unknown) | undefined,
): ((...parameters: Parameters) => void) | undefined {
  if (!callback) return undefined;
  let warned = false;
  const fail = (error: unknown) => {
    if (warned) return;
    warned = true;
    warn(`${name} failed, which changed no outcome and is told once: ${textOf(error)}`);
  };
  return (...parameters) => {
    try {
      const made = callback(...parameters) as Promise<unknown> | undefined;
      if (typeof made?.then === 'function') made.then(undefined, fail);
    } catch (error) {
      fail(error);
    }
  };
}

function textOf(error: unknown): string {
  try {
    return String((error as Error | null)?.message ?? error);
  } catch {
    return 'a value that cannot be shown';
  }
}

function warn(text: string): void {
  const host = (globalThis as { process?: { emitWarning?: (text: string, type: string) => void } }).process;
  if (typeof host?.emitWarning === 'function') host.emitWarning(text, 'RollcallWarning');
  else console.warn(text);
}
