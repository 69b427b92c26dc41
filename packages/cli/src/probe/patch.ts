import type { Mark } from './mark.js';
import type { Finding } from './run.js';

/**
 * A patch for the spec, as `git apply` takes it: a mark that was confirmed goes, one that differs says what was seen. What
 * the spec itself should say instead is for a person to write.
 */
export function patchOf(marks: readonly Mark[], findings: readonly Finding[]): string {
  const hunks: string[] = [];
  let shift = 0;
  let file = '';
  for (const mark of marks) {
    const finding = findings.find(({ pointer }) => pointer === mark.pointer);
    if (finding?.outcome !== 'confirmed' && finding?.outcome !== 'differs') continue;
    file = mark.file;
    const after = finding.outcome === 'confirmed' ? [] : [markLine(mark, finding)];
    const [from, count, size] = [mark.line - 1, mark.lines.length + 2, after.length + 2];
    hunks.push(
      `@@ -${from},${count} +${from + shift},${size} @@`,
      ` ${mark.before}`,
      ...mark.lines.map((line) => `-${line}`),
      ...after.map((line) => `+${line}`),
      ` ${mark.after}`,
    );
    shift += size - count;
  }
  if (hunks.length === 0) return '';
  return `${[`--- a/${file}`, `+++ b/${file}`, ...hunks].join('\n')}\n`;
}

function markLine({ lines: [first = ''], text }: Mark, { says, seen }: Finding): string {
  const indent = first.slice(0, first.length - first.trimStart().length);
  // A JSON text is a YAML text, too.
  return `${indent}x-unconfirmed: ${JSON.stringify(`${text} A console was seen with: ${seen}; here: ${says}.`)}`;
}
