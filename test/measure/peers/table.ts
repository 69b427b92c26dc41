import { COLUMNS } from './columns.ts';

/** What the run saw: one row a fault, one cell a client. */
export interface Results {
  /** Day of the run, as 2026-01-31. */
  readonly date: string;
  readonly node: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly rows: readonly {
    /** Of the table of faults. */
    readonly row: number;
    readonly fault: string;
    /** By column, then by vendor. */
    readonly seen: Readonly<Record<string, Readonly<Record<string, string>>>>;
  }[];
}

/** When and with what a run was made. */
export function origin({ date, node, versions }: Results): string {
  const names = Object.entries(versions).map(([name, version]) => `\`${name}\` ${version}`);
  return `Run on ${date} under Node ${node} with ${names.join(' and ')}.`;
}

/** The Markdown table of a run. Where a client did the same for all its vendors it says so once. */
export function table({ rows }: Results): string {
  const lines = [COLUMNS.map((column) => `\`${column}\``), COLUMNS.map(() => '---')].map((cells, at) =>
    row(at === 0 ? 'fault' : '---', cells),
  );
  for (const { row: number, fault, seen } of rows)
    lines.push(
      row(
        `${number}. ${fault}`,
        COLUMNS.map((column) => cell(seen[column] ?? {})),
      ),
    );
  return lines.join('\n');
}

function row(first: string, rest: readonly string[]): string {
  return `| ${[first, ...rest].join(' | ')} |`;
}

function cell(byVendor: Readonly<Record<string, string>>): string {
  const vendorsBySaying = new Map<string, string[]>();
  const applies = Object.entries(byVendor).filter(([, saying]) => !saying.startsWith('does not apply'));
  for (const [vendor, saying] of applies.length > 0 ? applies : Object.entries(byVendor)) {
    vendorsBySaying.set(saying, [...(vendorsBySaying.get(saying) ?? []), vendor]);
  }
  const sayings = [...vendorsBySaying].map(([saying, vendors]) =>
    vendorsBySaying.size === 1 ? saying : `${vendors.join(', ')}: ${saying}`,
  );
  return sayings.map((saying) => saying.replaceAll('|', '\\|').replaceAll('<', '&lt;')).join('<br>') || '–';
}
