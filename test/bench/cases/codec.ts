import { buildServiceResponse, parseServiceResponse, type ServiceResponse } from '@rollcall/qualys-saq';
import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Result } from '../result.ts';
import { type Measured, rounds } from '../rounds.ts';

/** What a user of the engine sets to keep values as they came; it knows no schema and checks none. */
const PARSER = { ignoreAttributes: false, parseTagValue: false, trimValues: false };

const answer: ServiceResponse = {
  responseCode: 'SUCCESS',
  count: 1000,
  hasMoreRecords: false,
  data: Array.from({ length: 1000 }, (_, at) => ({
    id: String(404_591 + at),
    uuid: '328ea575-fc9d-4562-aa28-c97e7ba5482f',
    firstName: `Jane ${at}`,
    lastName: 'Doe & Söhne',
    company: 'Example',
    emailAddress: `user${at}@example.com`,
    userName: `user${at}`,
    tags: [{ id: '7513412', name: 'Malware Domain Assets' }],
  })),
};

/** Reads and writes an answer of 1,000 users, beside the validator, parser and builder of fast-xml-parser. */
export async function measure(): Promise<Result[]> {
  const xml = buildServiceResponse(answer);
  const parse = (options: object) => {
    if (XMLValidator.validate(xml) !== true) throw new Error('The document is not well-formed');
    return new XMLParser(options).parse(xml);
  };
  const trees = {
    objects: new XMLParser(PARSER).parse(xml),
    ordered: new XMLParser({ ...PARSER, preserveOrder: true }).parse(xml),
  };
  const measured = await rounds(
    [
      { name: 'fast-xml-parser, validate and parse', kind: 'read', run: () => parse(PARSER) },
      {
        name: 'fast-xml-parser, validate and parse in order, no entities',
        kind: 'read',
        run: () => parse({ ...PARSER, preserveOrder: true, processEntities: false }),
      },
      { name: 'codec, read and check', kind: 'read', run: () => parseServiceResponse(xml) },
      {
        name: 'fast-xml-parser, build',
        kind: 'build',
        run: () => new XMLBuilder({ ignoreAttributes: false }).build(trees.objects),
      },
      {
        name: 'fast-xml-parser, build in order',
        kind: 'build',
        run: () => new XMLBuilder({ ignoreAttributes: false, preserveOrder: true }).build(trees.ordered),
      },
      { name: 'codec, check and build', kind: 'build', run: () => buildServiceResponse(answer) },
    ],
    { rounds: 15, calls: 10 },
  );
  const budgets: Record<string, number> = { 'codec, read and check': 1.25, 'codec, check and build': 1.25 };
  return [...measured].map(([name, { wallUs, wallRatio }]: [string, Measured]) => ({
    case: 'codec',
    name,
    value: wallUs / 1000,
    unit: 'ms',
    ratio: wallRatio,
    ...(budgets[name] ? { judged: 'ratio' as const, budget: budgets[name] } : {}),
  }));
}
