import type { Difference } from './differ.ts';
import type { Verdict } from './schema-rules.ts';
import { code } from './show.ts';

/**
 * Facts of the spec that are generated as constants. Two of them are types for callers: what `x-filter` and `x-sort` no
 * longer list does not compile any more. The others change what the clients do by themselves.
 */
export function judgeFact({ action, path, before, after }: Difference, key: string, owner: string): Verdict {
  const where = path.slice(path.indexOf(key) + 1).filter((step) => typeof step === 'string');
  const value = code(action === 'remove' ? before : after);
  const place = [key.slice(2), ...where].join('.');
  if (key === 'x-api-version') return judgeVersion(where[0], { action, before, after });
  const narrows = key === 'x-filter' || key === 'x-sort' || key === 'x-task-states';
  const impact = narrows && action !== 'add' ? 'breaking' : key === 'x-element-order' ? 'fix' : 'feature';
  const text =
    action === 'add'
      ? `\`${place}\` of ${owner}: ${value} is new`
      : action === 'remove'
        ? `\`${place}\` of ${owner}: ${value} is gone`
        : `\`${place}\` of ${owner} is ${code(after)}, no longer ${code(before)}`;
  return { impact, subject: 'fact', text };
}

function judgeVersion(
  part: string | undefined,
  { action, before, after }: Pick<Difference, 'action' | 'before' | 'after'>,
): Verdict {
  if (part === 'default') {
    // The operations' own differences are listed beside it. Older versions stay selectable by the `version` option.
    const text = `calls ask for version ${code(after)} by default, no longer ${code(before)}; \`version: ${quoted(before)}\` keeps the old one`;
    return { impact: 'feature', subject: 'version', text };
  }
  if (part === 'known' || part === undefined) {
    const text =
      action === 'remove' ? `version ${code(before)} is no longer listed` : `version ${code(after)} is known`;
    // The option takes any version, so one that is not listed still compiles.
    return { impact: action === 'remove' ? 'fix' : 'feature', subject: 'version', text };
  }
  return {
    impact: 'breaking',
    subject: 'version',
    text: `the version ${part} is ${code(after)}, no longer ${code(before)}`,
  };
}

const quoted = (value: unknown): string => `'${String(value)}'`;
