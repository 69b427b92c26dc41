import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { cpuMsSince } from '../../../test/support/cpu-ms.js';
import type { ServiceRequest, UserWrite } from './gen/saq.types.gen.js';
import {
  buildServiceRequest,
  buildServiceResponse,
  parseServiceRequest,
  parseServiceResponse,
  XmlError,
  XmlInputError,
} from './xml.js';

const answer = (inside: string) =>
  `<ServiceResponse><responseCode>SUCCESS</responseCode>${inside}</ServiceResponse>`;
const users = (...inside: string[]) =>
  answer(`<data>${inside.map((each) => `<User><id>1</id>${each}</User>`).join('')}</data>`);
const firstName = (text: string) =>
  parseServiceResponse(users(`<firstName>${text}</firstName>`)).data[0]?.firstName;
const roundTrip = (user: UserWrite) => parseServiceRequest(buildServiceRequest({ data: [user] })).data?.[0];

function errorOf(action: () => unknown): Error {
  try {
    action();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

describe('values that are read', () => {
  it.each(['007', 'true', '1e5', ' a ', '+15551234', '0x1F', '  ', 'null', 'constructor', '日本 😀'])(
    'keeps the text %j as it is',
    (text) => expect(firstName(text)).toBe(text),
  );

  it('resolves named and numeric references once', () => {
    expect(firstName('&#233;&#xE9;&amp;lt;&lt;&gt;&quot;&apos;&#128512;')).toBe('éé&lt;<>"\'😀');
  });

  it('takes CDATA literally, next to text and comments', () => {
    expect(firstName('a<![CDATA[<&amp;]]]]><![CDATA[>]]>&amp;<!-- no -->b')).toBe('a<&amp;]]>&b');
    expect(firstName('<![CDATA[<!DOCTYPE x>]]>')).toBe('<!DOCTYPE x>');
  });

  it('makes one line feed of CR LF and keeps a carriage return written as a reference', () => {
    expect(firstName('a\r\nb&#13;c')).toBe('a\nb\rc');
  });

  it('reads an empty element as an empty string', () => {
    expect([firstName(''), parseServiceResponse(users('<title/>')).data[0]?.title]).toEqual(['', '']);
  });

  it('keeps 64-bit ids exact', () => {
    const xml = answer(
      '<lastId>9223372036854775807</lastId><data><User><id>9007199254740993</id></User></data>',
    );
    expect(parseServiceResponse(xml)).toMatchObject({
      lastId: '9223372036854775807',
      data: [{ id: '9007199254740993' }],
    });
  });

  it('reads counts as numbers and flags as booleans', () => {
    const xml = answer('<count> 28 </count><hasMoreRecords>false</hasMoreRecords>');
    expect(parseServiceResponse(xml)).toMatchObject({ count: 28, hasMoreRecords: false });
  });

  it.each([
    ['<count>many</count>', 'count'],
    ['<count>1e3</count>', 'count'],
    ['<count>-1</count>', 'count'],
    ['<count>9007199254740993</count>', 'count'],
    ['<hasMoreRecords>yes</hasMoreRecords>', 'hasMoreRecords'],
    ['<lastId/>', 'lastId'],
    ['<lastId>9223372036854775808</lastId>', 'lastId'],
  ])('refuses %s', (inside, name) => {
    expect(() => parseServiceResponse(answer(inside))).toThrow(
      expect.objectContaining({ name: 'XmlError', path: `ServiceResponse/${name}` }),
    );
  });

  it('reads an unknown responseCode as it is', () => {
    const xml = '<ServiceResponse><responseCode>CA_1001_DUPLICATE_KEY</responseCode></ServiceResponse>';
    expect(parseServiceResponse(xml)).toEqual({ responseCode: 'CA_1001_DUPLICATE_KEY', data: [] });
  });
});

describe('lists', () => {
  it.each([
    ['no data', answer(''), 0],
    ['<data/>', answer('<data/>'), 0],
    ['<data></data> with white space', answer('<data>\n  </data>'), 0],
    ['one user', users(''), 1],
    ['two users', users('', ''), 2],
  ])('makes an array of %s', (_, xml, length) => {
    const { data } = parseServiceResponse(xml);
    expect(Array.isArray(data)).toBe(true);
    expect(data).toHaveLength(length);
  });

  it('puts Tag and tag into one list, in the order of the document', () => {
    const xml = users('<tags><tag><id>1</id></tag><Tag><name>b</name></Tag><tag><id>3</id></tag></tags>');
    expect(parseServiceResponse(xml).data[0]?.tags).toEqual([{ id: '1' }, { name: 'b' }, { id: '3' }]);
  });

  it('tells no tags from tags that were not answered', () => {
    expect(parseServiceResponse(users('<tags/>', '')).data).toEqual([{ id: '1', tags: [] }, { id: '1' }]);
  });

  it.each([
    [
      'more users than count',
      answer('<count>1</count><data><User><id>1</id></User><User><id>2</id></User></data>'),
    ],
    ['fewer users than count', answer('<count>2</count><data><User><id>1</id></User></data>')],
    ['a count and an empty data', answer('<count>1</count><data/>')],
  ])('refuses %s', (_, xml) => expect(() => parseServiceResponse(xml)).toThrow(/count says/));

  it('accepts a count without data, as countUsers answers', () => {
    expect(parseServiceResponse(answer('<count>28</count>'))).toMatchObject({ count: 28, data: [] });
  });
});

describe('structure', () => {
  it('reads elements in any order', () => {
    const xml = `<ServiceResponse><data><User><userName>u</userName><id>1</id></User></data><count>1</count>
      <responseCode>SUCCESS</responseCode></ServiceResponse>`;
    expect(parseServiceResponse(xml)).toEqual({
      responseCode: 'SUCCESS',
      count: 1,
      data: [{ id: '1', userName: 'u' }],
    });
  });

  it('skips what the vendor may add to an answer', () => {
    const xml = answer(
      '<new a="1"><deep/></new><data><User newer="x"><id>1</id><phone>2</phone></User></data>',
    );
    expect(parseServiceResponse(xml).data).toEqual([{ id: '1' }]);
  });

  it.each([
    ['another root', '<ServiceRequest/>'],
    ['a root in another case', '<serviceResponse><responseCode>SUCCESS</responseCode></serviceResponse>'],
    ['no responseCode', '<ServiceResponse/>'],
    ['a user without id', answer('<data><User/></data>')],
    ['something else in a list', answer('<data><Asset><id>1</id></Asset></data>')],
    ['text in data', answer('<data>none</data>')],
    ['CDATA in data', answer('<data><![CDATA[ ]]></data>')],
    ['an element in a name', users('<firstName><b>x</b></firstName>')],
    ['two ids', answer('<data><User><id>1</id><id>2</id></User></data>')],
    ['two data', answer('<data/><data/>')],
  ])('refuses %s', (_, xml) => expect(() => parseServiceResponse(xml)).toThrow(XmlError));

  it('names the place of a fault in the content', () => {
    const xml = answer('<data><User><id>1</id></User><User><id>x</id></User></data>');
    expect(errorOf(() => parseServiceResponse(xml))).toMatchObject({
      path: 'ServiceResponse/data/User[2]/id',
    });
  });

  it('refuses in a request whatever the XSD does not have', () => {
    const request = (inside: string) => `<ServiceRequest>${inside}</ServiceRequest>`;
    const criteria = (attributes: string) =>
      request(`<filters><Criteria ${attributes}>1</Criteria></filters>`);
    for (const xml of [
      request('<new/>'),
      request('<data><User><uuid>1</uuid></User></data>'),
      request('<filters/>'),
      criteria('field="id"'),
      criteria('field="id" operator="LIKE"'),
      criteria('field="id" operator="EQUALS" more="1"'),
      request('<preferences><limitResults>1001</limitResults></preferences>'),
    ]) {
      expect(() => parseServiceRequest(xml), xml).toThrow(XmlError);
    }
    expect(
      parseServiceRequest(criteria('field="company" operator="NOT\nEQUALS"')).filters?.[0]?.operator,
    ).toBe('NOT EQUALS');
    const read = parseServiceRequest(criteria('operator=\'EQUALS\' field="i&#100;" xmlns:x="urn:x"'));
    expect(read).toEqual({ filters: [{ field: 'id', operator: 'EQUALS', value: '1' }] });
  });
});

const deep = (levels: number) => answer(`${'<a>'.repeat(levels)}${'</a>'.repeat(levels)}`);
const bomb = `<!DOCTYPE a [<!ENTITY a "${'x'.repeat(1000)}">${Array.from({ length: 30 }, (_, i) => `<!ENTITY a${i} "${`&a${i - 1};`.repeat(10)}">`).join('')}]>`;

describe('hostile documents', () => {
  it.each([
    ['a DOCTYPE', `<!DOCTYPE ServiceResponse>${answer('')}`],
    [
      'a DOCTYPE after a comment',
      `<?xml version="1.0"?><!-- --><!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd">${answer('')}`,
    ],
    ['an entity bomb', `${bomb}${users('<firstName>&a29;</firstName>')}`],
    [
      'an external entity',
      `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${users('<firstName>&x;</firstName>')}`,
    ],
    ['an entity that was not declared', users('<firstName>&eacute;</firstName>')],
    ['elements nested 101 deep', deep(100)],
    ['elements nested 200,000 deep', deep(200_000)],
    ['200,000 elements that are never closed', answer('<a>'.repeat(200_000))],
    ['200,000 tags that are never closed', answer('<a '.repeat(200_000))],
    ['500,000 attributes', answer(`<x${' a=""'.repeat(500_000)}/>`)],
    ['spaces without end in a tag', answer(`<x${' '.repeat(500_000)}`)],
    ['a comment that is never closed', answer('<!--'.repeat(50_000))],
    ['an element __proto__', users('<__proto__><polluted>yes</polluted></__proto__>')],
    [
      'an element constructor',
      users('<constructor><prototype><polluted>yes</polluted></prototype></constructor>'),
    ],
    ['an attribute __proto__', users('<x __proto__="polluted"/>')],
  ])('refuses %s within 100 ms of the processor and stays clean', (_, xml) => {
    const start = process.cpuUsage();
    expect(() => parseServiceResponse(xml)).toThrow(XmlError);
    expect(cpuMsSince(start)).toBeLessThan(100);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('reads elements nested 100 deep', () => {
    expect(parseServiceResponse(deep(99)).responseCode).toBe('SUCCESS');
  });

  it.each([
    ['nothing', ''],
    ['white space', ' \n'],
    ['JSON', '{"responseCode":"SUCCESS"}'],
    ['an HTML page', '<html><body><p>Sign in</p></body></html>'],
    ['an HTML page with br', '<html><br></html>'],
    ['tags that do not match', answer('<data></dat>')],
    ['tags that overlap', users('<firstName><lastName></firstName></lastName>')],
    ['two roots', answer('') + answer('')],
    ['two roots, the first one empty', `<ServiceResponse/>${answer('')}`],
    ['text after the root', `${answer('')}more`],
    ['text after an empty root', '<ServiceResponse/>more'],
    ['text before the root', `warning: ${answer('')}`],
    ['a NUL', users('<firstName>a\0</firstName>')],
    ['a reference to NUL', users('<firstName>&#0;</firstName>')],
    ['a reference to half a surrogate pair', users('<firstName>&#xD800;</firstName>')],
    ['a reference beyond Unicode', users('<firstName>&#99999999999;</firstName>')],
    ['a lone ampersand', users('<firstName>a & b</firstName>')],
    ['a lone ampersand in an attribute', answer('<x y="a & b"/>')],
    ["']]>' in text", users('<firstName>]]></firstName>')],
    ['an attribute without quotes', answer('<x y=1/>')],
    ["a stray '=' in a tag", answer('<x = y="1"/>')],
    ['a no-break space in a tag', answer('<x\u00A0></x>')],
    ['attributes without a space between', answer('<x y="1"z="2"/>')],
    ['a closing tag that is empty', answer('<x></x/>')],
    ['a closing tag with an attribute', answer('<x></x y="1">')],
    ['an attribute twice', answer('<x y="1" y="2"/>')],
    ["a '<' in an attribute", answer('<x y="<"/>')],
    ['a processing instruction', answer("<?a ' ?><lastId>1</lastId><?a ' ?>")],
    ['an XML declaration inside', answer('<?xml version="1.0"?>')],
    ['an XML declaration after a line end', `\n<?xml version="1.0"?>${answer('')}`],
    ['an XML declaration without version', `<?xml encoding="UTF-8"?>${answer('')}`],
    ['a declaration inside', answer('<!ELEMENT a ANY>')],
    ["'--' in a comment", answer('<!-- a -- b -->')],
  ])('refuses %s', (_, xml) => expect(() => parseServiceResponse(xml)).toThrow(XmlError));

  it.each([
    '',
    '<?xml version="1.0"?>',
    "<?xml version='1.1' encoding='ISO-8859-1' standalone='yes' ?>\r\n",
    '\uFEFF<?xml version="1.0"?>',
    '<!-- a -->',
  ])('reads a document that begins with %j', (start) =>
    expect(parseServiceResponse(`${start}${answer('')}<!-- end -->\n`).responseCode).toBe('SUCCESS'),
  );

  it('refuses a document wherever it is cut', () => {
    const xml = buildServiceResponse({
      responseCode: 'SUCCESS',
      count: 1,
      data: [{ id: '1', firstName: '<a>', tags: [{ name: 'b' }] }],
    });
    for (let length = 0; length < xml.length; length += 1) {
      expect(() => parseServiceResponse(xml.slice(0, length)), xml.slice(0, length)).toThrow(XmlError);
    }
  });

  it('says the line of a fault in the markup', () => {
    expect(errorOf(() => parseServiceResponse('<ServiceResponse>\n\n</x>'))).toMatchObject({ line: 3 });
    expect(errorOf(() => parseServiceResponse('<ServiceResponse>\n\0</ServiceResponse>'))).toMatchObject({
      line: 2,
    });
  });

  it('shows nothing of the content in an error', () => {
    for (const xml of [
      users('<firstName>hunter2</lastName>'),
      users('<firstName>x<hunter2&</firstName>'),
      users('<firstName a=hunter2>x</firstName>'),
      users('<firstName>hunter2\0</firstName>'),
      users('<firstName>hunter2&#0;</firstName>'),
      answer('<count>hunter2</count>'),
      answer('<data>hunter2</data>'),
      answer('<x>hunter2'),
    ]) {
      const shown = inspect(errorOf(() => parseServiceResponse(xml)));
      expect(shown).toContain('XmlError');
      expect(shown).not.toContain('hunter2');
    }
  });
});

describe('values that are written', () => {
  it.each([
    '<>&"\'',
    ']]>',
    '<![CDATA[x]]>',
    'a\r\nb\rc\nd\te',
    ' a ',
    '',
    '&amp;',
    '&#233;',
    '日本 😀',
    '\u0085\u2028',
    '\uFEFF',
  ])('round-trips %j in a name and in a filter', (text) => {
    expect(roundTrip({ firstName: text })).toEqual({ firstName: text });
    const filters: ServiceRequest['filters'] = [{ field: 'firstName', operator: 'EQUALS', value: text }];
    expect(parseServiceRequest(buildServiceRequest({ filters }))).toEqual({ filters });
  });

  it.each(['9007199254740993', 9007199254740993n, 42, '0', '-1'])('writes the id %s exactly', (id) => {
    expect(roundTrip({ id })).toEqual({ id: String(id) });
  });

  it('writes line ends and tabs as references, which no reader changes', () => {
    expect(buildServiceRequest({ data: [{ title: 'a\tb\nc\rd' }] })).toContain(
      '<title>a&#9;b&#10;c&#13;d</title>',
    );
  });

  it('leaves out what is undefined', () => {
    expect(roundTrip({ firstName: 'a', title: undefined })).toEqual({ firstName: 'a' });
  });

  it('writes elements in the order of the XSD', () => {
    const xml = buildServiceRequest({ data: [{ lastName: 'b', firstName: 'a', id: 1 }], preferences: {} });
    expect(xml).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><ServiceRequest><preferences></preferences><data><User>' +
        '<id>1</id><firstName>a</firstName><lastName>b</lastName></User></data></ServiceRequest>',
    );
  });

  it('writes several criteria', () => {
    const request: ServiceRequest = {
      filters: [
        { field: 'id', operator: 'GREATER', value: '404592' },
        { field: 'tags.tag.name', operator: 'CONTAINS', value: 'a, b' },
        { field: 'company', operator: 'NOT EQUALS', value: '' },
      ],
      preferences: { limitResults: 1000 },
    };
    expect(parseServiceRequest(buildServiceRequest(request))).toEqual(request);
  });

  const user = (members: object) => ({ data: [members] });
  it.each<[string, unknown, string]>([
    ['NUL', user({ firstName: 'a\0' }), 'ServiceRequest/data/User[1]/firstName'],
    ['a control character', user({ title: '\u001b[0m' }), 'ServiceRequest/data/User[1]/title'],
    ['a high surrogate alone', user({ firstName: '\uD83D' }), 'ServiceRequest/data/User[1]/firstName'],
    ['a low surrogate alone', user({ firstName: '\uDE00x' }), 'ServiceRequest/data/User[1]/firstName'],
    ['U+FFFF', user({ firstName: '\uFFFF' }), 'ServiceRequest/data/User[1]/firstName'],
    ['null', user({ title: null }), 'ServiceRequest/data/User[1]/title'],
    ['a Date', user({ title: new Date(0) }), 'ServiceRequest/data/User[1]/title'],
    ['a Date as a user', { data: [{}, new Date(0)] }, 'ServiceRequest/data/User[2]'],
    ['a number for a name', user({ firstName: 7 }), 'ServiceRequest/data/User[1]/firstName'],
    ['an array for a name', user({ firstName: ['a'] }), 'ServiceRequest/data/User[1]/firstName'],
    ['an object for a name', user({ firstName: { a: 1 } }), 'ServiceRequest/data/User[1]/firstName'],
    ['an unsafe number as id', user({ id: 2 ** 53 }), 'ServiceRequest/data/User[1]/id'],
    ['NaN as id', user({ id: Number.NaN }), 'ServiceRequest/data/User[1]/id'],
    ['half a number as id', user({ id: 1.5 }), 'ServiceRequest/data/User[1]/id'],
    ['an empty id', user({ id: '' }), 'ServiceRequest/data/User[1]/id'],
    ['leading zeros in an id', user({ id: '007' }), 'ServiceRequest/data/User[1]/id'],
    ['a name as id', user({ id: 'jdoe' }), 'ServiceRequest/data/User[1]/id'],
    ['an id wider than 64 bits', user({ id: 2n ** 63n }), 'ServiceRequest/data/User[1]/id'],
    ['an unknown member', user({ phone: '1' }), 'ServiceRequest/data/User[1]'],
    ['an own __proto__', user(JSON.parse('{"__proto__": {"a": 1}}')), 'ServiceRequest/data/User[1]'],
    ['an unknown part', { users: [] }, 'ServiceRequest'],
    ['one user without an array', { data: { firstName: 'a' } }, 'ServiceRequest/data'],
    ['a hole in an array', { data: new Array(1) }, 'ServiceRequest/data/User[1]'],
    ['filters without a condition', { filters: [] }, 'ServiceRequest/filters'],
    [
      'a condition without value',
      { filters: [{ field: 'id', operator: 'IN' }] },
      'ServiceRequest/filters/Criteria[1]/value',
    ],
    [
      'an unknown operator',
      { filters: [{ field: 'id', operator: 'LIKE', value: '' }] },
      'ServiceRequest/filters/Criteria[1]/operator',
    ],
    ['a page of 0', { preferences: { limitResults: 0 } }, 'ServiceRequest/preferences/limitResults'],
    ['a page of 1001', { preferences: { limitResults: 1001 } }, 'ServiceRequest/preferences/limitResults'],
    ['a page of "10"', { preferences: { limitResults: '10' } }, 'ServiceRequest/preferences/limitResults'],
    ['null as request', null, 'ServiceRequest'],
    ['a string as request', '<ServiceRequest/>', 'ServiceRequest'],
  ])('refuses %s and names its place', (_, request, path) => {
    const error = errorOf(() => buildServiceRequest(request as ServiceRequest));
    expect(error).toBeInstanceOf(XmlInputError);
    expect(error).toMatchObject({ path });
    expect(error.message.startsWith(`${path}: `)).toBe(true);
  });

  it('shows no value in an error', () => {
    const error = errorOf(() => buildServiceRequest({ data: [{ firstName: 'hunter2\0' }] }));
    expect(inspect(error)).not.toContain('hunter2');
  });

  it('refuses an answer without responseCode or with a user without id', () => {
    expect(() => buildServiceResponse({ data: [] } as never)).toThrow(/responseCode: is missing/);
    expect(() => buildServiceResponse({ responseCode: 'SUCCESS', data: [{}] } as never)).toThrow(
      /id: is missing/,
    );
  });
});

describe('size', () => {
  it('reads 1,000 users in well under two seconds', () => {
    const data = Array.from({ length: 1000 }, (_, index) => ({
      id: String(404591 + index),
      uuid: '328ea575-fc9d-4562-aa28-c97e7ba5482f',
      firstName: `First ${index}`,
      lastName: 'Last & Last',
      company: 'abc',
      emailAddress: `user${index}@abc.com`,
      tags: [{ id: '7513412', name: 'Malware Domain Assets' }],
    }));
    const xml = buildServiceResponse({ responseCode: 'SUCCESS', count: 1000, data });
    const start = performance.now();
    expect(parseServiceResponse(xml).data).toEqual(data);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
