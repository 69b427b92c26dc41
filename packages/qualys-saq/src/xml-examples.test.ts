import { readFileSync } from 'node:fs';
import { ParseOption, XmlDocument, type XmlElement, XsdValidator } from 'libxml2-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import {
  buildServiceRequest,
  buildServiceResponse,
  parseServiceRequest,
  parseServiceResponse,
  XmlError,
} from './xml.js';

const specs = new URL('../../../specs/qualys-saq/1.0/', import.meta.url);
const openapi = parseYaml(readFileSync(new URL('openapi.yaml', specs), 'utf8')) as {
  components: { examples: Record<string, { value: unknown }> };
};
/** Those of the users and of the gateway; tags are looked up in JSON, which is no text here. */
const specExamples = Object.entries(openapi.components.examples).flatMap(([name, { value }]) =>
  typeof value === 'string' ? [[name, value] as const] : [],
);

/** The samples of the Qualys document, with a host where it has the placeholder `<qualysbaseurl>`. */
const DOCUMENT_EXAMPLES: [string, string][] = [
  [
    'create one user, request',
    `<?xml version="1.0" encoding="UTF-8"?>
<ServiceRequest>
<data>
<User>
<firstName>user</firstName>
<lastName>user</lastName>
<company>abc</company>
<emailAddress>user@abc.com</emailAddress>
</User>
</data>
</ServiceRequest>`,
  ],
  [
    'create one user, answer',
    `<?xml version="1.0" encoding="UTF-8"?>
<ServiceResponse xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="http:// qualysapi.qualys.com/qps/xsd/1.0/saq/user.xsd">
<responseCode>SUCCESS</responseCode>
<count>1</count>
<data>
<User>
<id>401990</id>
<uuid>734d9b3d-d246-4bb6-a028-5a390b47eb2a</uuid>
<firstName>user</firstName>
<lastName>user</lastName>
<company>qualys</company>
<emailAddress>user@abc.com</emailAddress>
</User>
</data>
</ServiceResponse>`,
  ],
  [
    'create two users, request',
    `<?xml version="1.0" encoding="UTF-8"?>
<ServiceRequest>
<data>
<User>
<firstName>abc-user</firstName>
<lastName>xyz-user</lastName>
<company>abc</company>
<emailAddress>user@abc.com</emailAddress>
</User>
<User>
<firstName>User</firstName>
<lastName>pqr</lastName>
<company>abc</company>
<emailAddress>user2@abc.com</emailAddress>
</User>
</data>
</ServiceRequest>`,
  ],
  [
    'create two users, answer',
    `<?xml version="1.0" encoding="UTF-8"?>
<ServiceResponse xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="http://qualysapi.qualys.com/qps/xsd/1.0/saq/user.xsd">
<responseCode>SUCCESS</responseCode>
<count>2</count>
<data>
<User>
<id>404591</id>
<uuid>328ea575-fc9d-4562-aa28-c97e7ba5482f</uuid>
<firstName>abc-user</firstName>
<lastName>xyz-user</lastName>
<company>abc</company>
<emailAddress>user@abc.com</emailAddress>
<userName>user</userName>
</User>
<User>
<id>404592</id>
<uuid>4f6c65b6-e877-43fe-9b45-50993235f60e</uuid>
<firstName>User</firstName>
<lastName>pqr</lastName>
<company>abc</company>
<emailAddress>user2@abc.com</emailAddress>
<userName>user2</userName>
</User>
</data>
</ServiceResponse>`,
  ],
];

let schema: XmlDocument;
let validator: XsdValidator;
beforeAll(() => {
  schema = XmlDocument.fromString(readFileSync(new URL('saq.xsd', specs), 'utf8'));
  validator = XsdValidator.fromDoc(schema);
});
afterAll(() => {
  validator.dispose();
  schema.dispose();
});

/** Validates by the XSD and lists all leaves with their attributes, as libxml2 sees them. */
function leavesOf(xml: string): string[] {
  const document = XmlDocument.fromString(xml, { option: ParseOption.XML_PARSE_NONET });
  try {
    validator.validate(document);
    const leaves = document.find('//*[not(*)]') as XmlElement[];
    return leaves.map((leaf) => {
      const path = (leaf.find('ancestor::*') as XmlElement[]).map((each) => each.name).join('/');
      const attributes = leaf.attrs.map((each) => `${each.name}=${each.value}`).sort();
      return `${path}/${leaf.name} [${attributes}] ${leaf.content.trim()}`;
    });
  } finally {
    document.dispose();
  }
}

function rebuild(xml: string): string {
  return xml.includes('<ServiceRequest')
    ? buildServiceRequest(parseServiceRequest(xml))
    : buildServiceResponse(parseServiceResponse(xml));
}

describe('examples', () => {
  const xmlExamples = specExamples.filter(([name]) => !name.endsWith('Page'));

  it.each(DOCUMENT_EXAMPLES)(
    'the document: %s reads and writes back the same, valid by the XSD',
    (_, xml) => {
      expect(leavesOf(rebuild(xml))).toEqual(leavesOf(xml));
    },
  );

  it.each(xmlExamples)('the spec: %s reads and writes back the same, valid by the XSD', (name, xml) => {
    const leaves = leavesOf(xml);
    const rebuilt = rebuild(xml);
    // An empty request has no leaf but itself.
    expect(leaves.length, name).toBeGreaterThan(0);
    expect(leavesOf(rebuilt)).toEqual(leaves);
    expect(rebuild(rebuilt)).toBe(rebuilt);
  });

  it('covers requests, answers and pages of the spec', () => {
    const holding = (text: string) => specExamples.filter(([, xml]) => xml.includes(text)).length;
    expect(holding('<ServiceRequest')).toBeGreaterThanOrEqual(15);
    expect(holding('<ServiceResponse')).toBeGreaterThanOrEqual(19);
    expect(xmlExamples.length).toBe(holding('<ServiceRequest') + holding('<ServiceResponse'));
  });

  it.each(specExamples.filter(([name]) => name.endsWith('Page')))('the spec: %s is no answer', (_, page) => {
    expect(() => parseServiceResponse(page)).toThrow(XmlError);
  });
});
