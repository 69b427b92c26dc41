import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const VENDORS = {
  qradar: 'createQRadar',
  iq: 'createIq',
  qlik: 'createQlik',
  'qualys-saq': 'createQualysSaq',
} as const;

/** The entry points that serve all vendors. */
const OTHERS = ['watch', 'node', 'pace', 'otel'];

/** The verbs with which people begin: an editor shows their example. */
const ENTRY_VERBS = ['list', 'provision', 'deprovision'];

const fileOf = (entry: string) => fileURLToPath(new URL(`./${entry}/index.ts`, import.meta.url));
// Docs need no types of the language or of other packages: without them a second is enough.
const program = ts.createProgram([...Object.keys(VENDORS), ...OTHERS].map(fileOf), {
  noLib: true,
  types: [],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
});
const checker = program.getTypeChecker();

function exportsOf(entry: string): Map<string, ts.Symbol> {
  const source = program.getSourceFile(fileOf(entry));
  const module = source && checker.getSymbolAtLocation(source);
  const symbols = module ? checker.getExportsOfModule(module) : [];
  return new Map(
    symbols.map((symbol) => [
      symbol.name,
      symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
    ]),
  );
}

function membersOf(symbol: ts.Symbol): ts.Symbol[] {
  return checker.getPropertiesOfType(checker.getTypeOfSymbol(symbol));
}

const isDocumented = (symbol: ts.Symbol) => symbol.getDocumentationComment(checker).length > 0;
const hasExample = (symbol: ts.Symbol) => symbol.getJsDocTags(checker).some(({ name }) => name === 'example');

describe.each(Object.entries(VENDORS))('what an editor shows of %s', (vendor, factory) => {
  const found = exportsOf(vendor);
  const create = found.get(factory) as ts.Symbol;
  const [signature] = checker.getTypeOfSymbol(create).getCallSignatures();
  // The generated client has its own names and docs.
  const groups = checker
    .getPropertiesOfType((signature as ts.Signature).getReturnType())
    .filter(({ name }) => name !== 'client');
  const users = groups.find(({ name }) => name === 'users') as ts.Symbol;

  it('gives an example of where people begin', () => {
    const verbs = membersOf(users).filter(({ name }) => ENTRY_VERBS.includes(name));
    expect(verbs.map(({ name }) => name).sort()).toEqual([...ENTRY_VERBS].sort());
    const where = found.get('where');
    const begin = [create, users, ...(where ? [where] : []), ...verbs];
    expect(begin.filter((symbol) => !hasExample(symbol)).map(({ name }) => name)).toEqual([]);
  });

  it('says in a sentence what each group of verbs is', () => {
    const nested = groups.flatMap((group) => membersOf(group).filter((one) => membersOf(one).length > 0));
    const all = [...groups, ...nested];
    expect(all.length).toBeGreaterThan(1);
    expect(all.filter((symbol) => !isDocumented(symbol)).map(({ name }) => name)).toEqual([]);
  });

  it('says of every verb of users what it does', () => {
    const verbs = membersOf(users);
    expect(verbs.length).toBeGreaterThan(8);
    expect(verbs.filter((symbol) => !isDocumented(symbol)).map(({ name }) => name)).toEqual([]);
  });
});

it.each([...Object.keys(VENDORS), ...OTHERS])('every function of %s has an example', (entry) => {
  const functions = [...exportsOf(entry).values()].filter(({ flags }) => flags & ts.SymbolFlags.Function);
  expect(functions.length).toBeGreaterThan(0);
  expect(functions.filter((symbol) => !hasExample(symbol)).map(({ name }) => name)).toEqual([]);
});
