import { readFileSync } from 'node:fs';
import { parse as parseCsv } from 'csv-parse/sync';
import { parse as parseYaml } from 'yaml';
import { messageOf, Problem } from '../problem.js';
import { checkHead, checkNames, checkRuleColumns, OWN_COLUMNS, type PeopleNeeds } from './columns.js';
import type { Person } from './types.js';

/**
 * The people of a `.csv` or `.yaml` file. Columns: person, name, givenName, familyName, addresses and aliases (several
 * separated by `;`), status (`active` unless given, or `left`), `login.<system>`; every other one is for rules.
 * @throws Problem that names the file and the person.
 */
export function readPeople(file: string, needs: PeopleNeeds): Person[] {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Problem(
      `${file} cannot be read (${code}); it is the people file that rollcall.yaml names: put it there, or name another`,
    );
  }
  return parsePeople(textOf(bytes, file), file, needs);
}

/** A file in another encoding would give names that nobody has. */
function textOf(bytes: Buffer, file: string): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // What it is instead cannot be known for sure.
  }
  throw new Problem(
    `${file} is not UTF-8, so that names with accents would be misread; save it again as UTF-8 (in a spreadsheet: "CSV UTF-8")`,
  );
}

export function parsePeople(text: string, file: string, needs: PeopleNeeds): Person[] {
  const { head, rows } = /\.ya?ml$/i.test(file) ? yamlRows(text, file, needs) : csvRows(text, file, needs);
  const people = rows.map(({ row, where }) => toPerson(row, where));
  const seen = new Set<string>();
  for (const { person } of people) {
    if (seen.has(person))
      throw new Problem(`${file} has the person '${person}' twice; keep one of the lines`);
    seen.add(person);
  }
  if (head) checkRuleColumns(head, file, needs);
  return people;
}

type Row = Readonly<Record<string, unknown>>;

interface Placed {
  readonly row: Row;
  readonly where: string;
}

interface Rows {
  readonly rows: Placed[];
  /** The line of column names; absent where each person has names of their own. */
  readonly head?: readonly string[];
}

function csvRows(text: string, file: string, needs: PeopleNeeds): Rows {
  if (text.trim() === '') {
    throw new Problem(`${file} is empty; its first line names the columns: ${OWN_COLUMNS.join(', ')}`);
  }
  let head: string[] = [];
  const columns = (names: string[]) => {
    checkHead(names, file, needs);
    head = names;
    return names;
  };
  const options = {
    columns,
    bom: true,
    trim: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
  };
  try {
    const records = parseCsv(text, { ...options, info: true }) as unknown as {
      record: Row;
      info: { lines: number };
    }[];
    const rows = records.map(({ info, record }, index) => ({
      row: record,
      where: `${file}, line ${info.lines}, person ${index + 1}`,
    }));
    return { rows, head };
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(`${file} is not CSV with a line of column names: ${messageOf(error)}`);
  }
}

function yamlRows(text: string, file: string, needs: PeopleNeeds): Rows {
  let data: unknown;
  try {
    data = parseYaml(text);
  } catch (error) {
    throw new Problem(`${file} is not YAML: ${messageOf(error).split('\n', 1)[0]}`);
  }
  if (!Array.isArray(data) || !data.every((row) => typeof row === 'object' && row !== null))
    throw new Problem(`${file} must be a list of people, each with \`person:\` and \`addresses:\``);
  const rows: Row[] = data.map(flatten);
  checkNames([...new Set(rows.flatMap((row) => Object.keys(row)))], file, needs);
  return { rows: rows.map((row, index) => ({ row, where: `${file}, person ${index + 1}` })) };
}

/** YAML's `logins: { qradar: jdoe }` as the columns that CSV has. */
function flatten({ logins, ...row }: Row): Row {
  const named = Object.entries((logins ?? {}) as Row).map(([system, login]) => [`login.${system}`, login]);
  return { ...row, ...Object.fromEntries(named) };
}

const OWN = new Set(OWN_COLUMNS);

function toPerson(row: Row, where: string): Person {
  const text = (field: string) => {
    const value = row[field];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'object') throw new Problem(`${where}: ${field} must be a text`);
    return String(value).trim() || undefined;
  };
  const list = (field: string) => {
    const value = row[field];
    const parts = Array.isArray(value) ? value.map(String) : (text(field)?.split(';') ?? []);
    return parts.map((part) => part.trim()).filter((part) => part !== '');
  };
  const person = text('person');
  if (person === undefined) throw new Problem(`${where}: person is missing or empty`);
  const status = text('status') ?? 'active';
  if (status !== 'active' && status !== 'left') {
    throw new Problem(`${where}: status is '${status}' and must be active or left`);
  }
  const logins: Record<string, string> = {};
  const attributes: Record<string, string> = {};
  for (const column of Object.keys(row)) {
    const value = OWN.has(column) ? undefined : text(column);
    if (value === undefined) continue;
    if (column.startsWith('login.')) logins[column.slice('login.'.length)] = value;
    else attributes[column] = value;
  }
  const named = Object.fromEntries(
    ['name', 'givenName', 'familyName'].map((field) => [field, text(field)]).filter(([, value]) => value),
  );
  const addresses = list('addresses');
  const aliases = list('aliases');
  if (addresses.length + aliases.length + Object.keys(logins).length === 0) {
    throw new Problem(
      `${where}: ${person} has no address, alias or login, so that no account can be found to be theirs; fill in addresses`,
    );
  }
  return {
    person,
    ...named,
    addresses,
    aliases,
    status,
    logins,
    attributes,
  };
}
