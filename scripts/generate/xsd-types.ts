import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { generatedFrom } from './header.ts';
import { readXsd } from './read-xsd.ts';
import { listOf, plainName, reachable, scalarOf, type XsdModel } from './xsd-model.ts';
import { runXsd2ts, type Xsd2tsOutput } from './xsd2ts-output.ts';

type Direction = 'read' | 'write';

/**
 * Writes `saq.types.gen.ts`: what xsd2ts reads out of the XSD, as sorted exported types with docstrings.
 * A type that is both sent and received comes out twice, `Tag` to read and `TagWrite` to write, because an
 * `xs:long` is exact text to a reader while a writer may also give a number or a bigint.
 */
export function generateXsdTypes(options: { xsdFile: string; outDir: string }): void {
  const model = readXsd(options.xsdFile);
  const output = runXsd2ts(options.xsdFile);
  const types = new Map<string, string>([
    ...longs,
    ...enums(model, output),
    ...records(model, output, 'read'),
    ...records(model, output, 'write'),
  ]);
  const sorted = [...types].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
  const header = `${generatedFrom(basename(options.xsdFile))}\n`;
  mkdirSync(options.outDir, { recursive: true });
  writeFileSync(join(options.outDir, 'saq.types.gen.ts'), [header, ...sorted].join('\n'));
}

const longs: [string, string][] = [
  [
    'Long',
    `${docstring('A 64-bit integer as decimal digits: text, because a JavaScript number is exact only up to 2^53.')}export type Long = string;\n`,
  ],
  [
    'LongInput',
    `${docstring('A 64-bit integer to send: decimal digits, a bigint, or a number up to 2^53 - 1. Anything else is refused before sending.')}export type LongInput = string | number | bigint;\n`,
  ],
];

function enums(model: XsdModel, output: Xsd2tsOutput): [string, string][] {
  return [...model.simpleTypes.values()].map((simple) => {
    const values = output.enums.get(simple.name)?.map(quote);
    const type = values ? `\n  | ${values.join('\n  | ')}` : ` ${output.aliases.get(simple.name)}`;
    const docs = simple.values.filter((each) => each.doc).map((each) => `- \`${each.value}\`: ${each.doc}`);
    const text = `${docstring([simple.doc, ...docs].join('\n'))}export type ${simple.name} =${type};\n`;
    return [simple.name, text];
  });
}

function records(model: XsdModel, output: Xsd2tsOutput, direction: Direction): [string, string][] {
  const sent = typesOf(model, 'write');
  const received = typesOf(model, 'read');
  const nameOf = (type: string) =>
    plainName(type) + (direction === 'write' && received.has(type) && sent.has(type) ? 'Write' : '');

  return [...(direction === 'write' ? sent : received)].flatMap((type): [string, string][] => {
    const complex = model.complexTypes.get(type);
    const members = output.classes.get(type);
    if (!complex || !members) throw new Error(`xsd2ts wrote no class ${type}`);
    const root = model.roots.find((each) => each.type === type);
    const doc = docstring(root?.doc || complex.doc);
    const name = nameOf(type);

    if (complex.filter && complex.text) {
      return criteria(name, doc, complex.filter, complex.text, members);
    }
    const lines = members.map((member) => {
      const element = complex.elements.find((each) => each.name === member.name);
      if (!element) throw new Error(`xsd2ts wrote ${type}.${member.name}, which is not in the XSD`);
      const list = listOf(model, element.type);
      // A document's own list is always there to a reader; a record's may be left out, which is not the same as empty.
      const always = list && root && direction === 'read';
      const scalar = scalarOf(model, element.type);
      let valueType = member.type;
      if (list) valueType = `${nameOf(list.itemType)}[]`;
      else if (element.known) valueType = `${element.known} | (string & {})`;
      else if (scalar?.scalar === 'long') valueType = direction === 'write' ? 'LongInput' : 'Long';
      else if (!scalar) valueType = nameOf(element.type);
      const docs = [
        element.doc,
        list && model.complexTypes.get(element.type)?.doc,
        always && 'Never missing; empty when the answer has none.',
      ];
      const mark = always || !member.optional ? '' : '?';
      return `${docstring(docs.filter(Boolean).join('\n'), '  ')}  ${member.name}${mark}: ${valueType};\n`;
    });
    return [[name, `${doc}export type ${name} = {\n${lines.join('')}};\n`]];
  });
}

/** A union over the fields, so that an operator which does not fit its field is a compile error. */
function criteria(
  name: string,
  doc: string,
  filter: Map<string, string[]>,
  text: string,
  members: Xsd2tsOutput['classes'] extends Map<string, infer M> ? M : never,
): [string, string][] {
  const [field, operator] = ['$field', '$operator'].map((each) =>
    members.find((member) => member.name === each),
  );
  if (!field || !operator)
    throw new Error(`${name} needs the attributes field and operator for its rc:filter`);
  const rows = [...filter].map(
    ([key, operators]) => `  ${quoteKey(key)}: ${operators.map(quote).join(' | ')};\n`,
  );
  const operatorsDoc = docstring('Which operators each field takes.');
  return [
    [
      `${name}OperatorsByField`,
      `${operatorsDoc}export type ${name}OperatorsByField = {\n${rows.join('')}};\n`,
    ],
    [
      name,
      `${doc}export type ${name} = {\n  [Field in ${field.type}]: { field: Field; operator: ${name}OperatorsByField[Field]; ${text}: string };\n}[${field.type}];\n`,
    ],
  ];
}

/** What travels in one direction. The views of a request's records are sent too, though no element uses them. */
function typesOf(model: XsdModel, direction: Direction): Set<string> {
  const found = new Set<string>();
  for (const root of model.roots) {
    if (root.name.endsWith('Request') === (direction === 'write')) reachable(model, root.type, found);
  }
  if (direction === 'write') for (const view of model.views) reachable(model, view, found);
  return found;
}

function docstring(text: string, indent = ''): string {
  if (!text) return '';
  const lines = text.replaceAll('*/', '*\\/').split('\n');
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}\n`).join('')}${indent} */\n`;
}

const quote = (value: string): string => `'${value.replace(/[\\']/g, '\\$&')}'`;
const quoteKey = (key: string): string => (/^[A-Za-z_]\w*$/.test(key) ? key : quote(key));
