import { readFileSync } from 'node:fs';
import { parse as parseCsv } from 'csv-parse/sync';
import { parse as parseYaml } from 'yaml';
import { messageOf, Problem } from '../problem.js';
import type { Person } from './types.js';

/**
 * The people of a `.csv` or `.yaml` file. Columns: person, name, givenName, familyName, addresses and aliases (several
 * separated by `;`), status (`active` unless given, or `left`), `login.<system>`; every other one is for rules.
 * @throws Problem that names the file and the person.
 */
export function readPeople(file: string): Person[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new Problem(`${file} cannot be read; it is the people file that rollcall.yaml names`);
  }
  return parsePeople(text, file);
}

export function parsePeople(text: string, file: string): Person[] {
  const rows = /\.ya?ml$/i.test(file) ? yamlRows(text, file) : csvRows(text, file);
  const people = rows.map((row, index) => toPerson(row, `${file}, person ${index + 1}`));
  const seen = new Set<string>();
  for (const { person } of people) {
    if (seen.has(person)) throw new Problem(`${file} has the person '${person}' twice`);
    seen.add(person);
  }
  return people;
}

type Row = Readonly<Record<string, unknown>>;

function csvRows(text: string, file: string): Row[] {
  try {
    return parseCsv(text, { columns: true, bom: true, trim: true, skip_empty_lines: true }) as Row[];
  } catch (error) {
    throw new Problem(`${file} is not CSV with a line of column names: ${messageOf(error)}`);
  }
}

function yamlRows(text: string, file: string): Row[] {
  let data: unknown;
  try {
    data = parseYaml(text);
  } catch (error) {
    throw new Problem(`${file} is not YAML: ${messageOf(error).split('\n', 1)[0]}`);
  }
  if (Array.isArray(data) && data.every((row) => typeof row === 'object' && row !== null))
    return data.map(flatten);
  throw new Problem(`${file} must be a list of people, each with \`person:\` and \`addresses:\``);
}

/** YAML's `logins: { qradar: jdoe }` as the columns that CSV has. */
function flatten({ logins, ...row }: Row): Row {
  const named = Object.entries((logins ?? {}) as Row).map(([system, login]) => [`login.${system}`, login]);
  return { ...row, ...Object.fromEntries(named) };
}

const OWN = new Set(['person', 'name', 'givenName', 'familyName', 'addresses', 'aliases', 'status']);

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
  if (person === undefined) throw new Problem(`${where}: the column person is missing or empty`);
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
  return {
    person,
    ...named,
    addresses: list('addresses'),
    aliases: list('aliases'),
    status,
    logins,
    attributes,
  };
}
