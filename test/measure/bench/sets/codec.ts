import { buildServiceResponse, parseServiceResponse, type ServiceResponse } from '@rollcall/qualys-saq';
import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Contender } from '../contenders.ts';

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

/** An answer of 1,000 users read and written, beside the validator, parser and builder of fast-xml-parser. */
export function contenders(): Contender[] {
  const xml = buildServiceResponse(answer);
  const parse = (options: object) => {
    if (XMLValidator.validate(xml) !== true) throw new Error('The document is not well-formed');
    return new XMLParser(options).parse(xml);
  };
  const trees = {
    objects: new XMLParser(PARSER).parse(xml),
    ordered: new XMLParser({ ...PARSER, preserveOrder: true }).parse(xml),
  };
  return [
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
  ];
}
