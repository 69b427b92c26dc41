const WIDTH = 118;

/**
 * The calls of the named clients in a step's own source, each on one line: what the demo shows is what it runs. A
 * `catch` at the end, which only the demo needs, is left out.
 */
export function callsOf(run: () => unknown, clients: readonly string[]): string[] {
  const source = run.toString().replaceAll(/\s*\/\/ .*$/gm, '');
  const call = new RegExp(`\\b(?:${clients.join('|')})(?:\\s*\\.\\s*[\\w$]+)+\\s*\\(`, 'g');
  const calls: string[] = [];
  for (let found = call.exec(source); found; found = call.exec(source)) {
    const text = chainFrom(source.slice(found.index));
    call.lastIndex = found.index + text.length;
    calls.push(onOneLine(text));
  }
  return [...new Set(calls)];
}

function onOneLine(text: string): string {
  const line = text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ \.(?=\w)/g, '.')
    .replaceAll(/[([] | [)\]]/g, (each) => each.trim())
    .replaceAll(/,(?=[)\]])/g, '')
    .replaceAll(/, \}/g, ' }')
    .replace(/\.catch\(.*$/, '')
    .replace(/(\w+): \([^)]*\) =>.*$/, '$1 })'); // what is done with a task's state is told by the notes
  return line.length > WIDTH ? `${line.slice(0, WIDTH - 1)}…` : line;
}

/** From a call to the end of what is chained to it: brackets are counted, and those in strings are not. */
function chainFrom(source: string): string {
  let depth = 0;
  let quote = '';
  for (let at = 0; at < source.length; at += 1) {
    const char = source[at] ?? '';
    if (quote) {
      if (char === '\\') at += 1;
      else if (char === quote) quote = '';
    } else if (/['"`]/.test(char)) quote = char;
    else if (/[([{]/.test(char)) depth += 1;
    else if (/[)\]}]/.test(char)) {
      depth -= 1;
      const chained = /^\s*\.\s*[\w$]+\s*\(/.test(source.slice(at + 1));
      if (depth === 0 && char === ')' && !chained) return source.slice(0, at + 1);
    }
  }
  return source;
}
