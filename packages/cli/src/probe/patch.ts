import { escapeHtml as escapeXml } from '../html.js';
import type { Mark } from './mark.js';
import type { Finding } from './run.js';

/** Lines of a spec, and what stands there afterwards. */
interface Edit {
  readonly mark: Mark;
  readonly lines: readonly string[];
}

/**
 * A patch for the spec, as `git apply` takes it: a mark that was confirmed goes, one that differs says what was seen. What
 * the spec itself should say instead is for a person to write.
 */
export function patchOf(marks: readonly Mark[], findings: readonly Finding[]): string {
  const byFile = new Map<string, Edit[]>();
  for (const mark of marks) {
    const finding = findings.find(({ pointer }) => pointer === mark.pointer);
    if (finding?.outcome !== 'confirmed' && finding?.outcome !== 'differs') continue;
    const lines = finding.outcome === 'confirmed' ? (mark.kept ?? []) : [markLine(mark, finding)];
    byFile.set(mark.file, [...(byFile.get(mark.file) ?? []), { mark, lines }]);
  }
  return [...byFile].map(([file, edits]) => `${filePatch(file, edits).join('\n')}\n`).join('');
}

function filePatch(file: string, edits: readonly Edit[]): string[] {
  const patch = [`--- a/${file}`, `+++ b/${file}`];
  let shift = 0;
  for (const hunk of hunksOf(edits)) {
    const [from, count, size] = [(hunk[0]?.mark.line ?? 1) - 1, lengthOf(hunk, 'old'), lengthOf(hunk, 'new')];
    patch.push(`@@ -${from},${count} +${from + shift},${size} @@`, ...hunkLines(hunk));
    shift += size - count;
  }
  return patch;
}

/** Edits whose lines touch, or have one line between them, are of one hunk: a line may be in one only. */
function hunksOf(edits: readonly Edit[]): Edit[][] {
  const hunks: Edit[][] = [];
  for (const edit of [...edits].sort((one, other) => one.mark.line - other.mark.line)) {
    const last = hunks.at(-1)?.at(-1);
    if (last && edit.mark.line - endOf(last) <= 1) hunks.at(-1)?.push(edit);
    else hunks.push([edit]);
  }
  return hunks;
}

/** The line after an edit. */
function endOf({ mark: { line, lines } }: Edit): number {
  return line + lines.length;
}

function hunkLines(hunk: readonly Edit[]): string[] {
  return hunk.flatMap(({ lines, mark }, index) => {
    const previous = hunk[index - 1];
    const next = hunk[index + 1];
    return [
      // The line between two edits is what stands after the first.
      ...(previous ? [] : [` ${mark.before}`]),
      ...mark.lines.map((line) => `-${line}`),
      ...lines.map((line) => `+${line}`),
      ...(next && next.mark.line === mark.line + mark.lines.length ? [] : [` ${mark.after}`]),
    ];
  });
}

function lengthOf(hunk: readonly Edit[], side: 'old' | 'new'): number {
  const other = side === 'old' ? '+' : '-';
  return hunkLines(hunk).filter((line) => !line.startsWith(other)).length;
}

function markLine({ file, lines: [first = ''], text }: Mark, { says, seen }: Finding): string {
  const told = `${text} A console was seen with: ${seen}; here: ${says}.`;
  if (file.endsWith('.xsd')) {
    return first.replace(/(\bunconfirmed(?:="|>))[^"<]*/, (_whole, start: string) => start + escapeXml(told));
  }
  const indent = first.slice(0, first.length - first.trimStart().length);
  // A JSON text is a YAML text, too.
  return `${indent}x-unconfirmed: ${JSON.stringify(told)}`;
}
