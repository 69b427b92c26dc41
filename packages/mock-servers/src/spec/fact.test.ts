import { describe, expect, it } from 'vitest';
import { factsOf, operationFacts } from './fact.js';

describe('a fact of a document', () => {
  it('is read where the document says it', () => {
    expect(operationFacts('qlik', 'listUsers').at('x-paging', 'maxPageSize').number()).toBe(100);
  });

  it('that is missing or of another kind is named with its place', () => {
    expect(() => factsOf('qlik').at('x-rate-window', 'minutes')).toThrow(
      'The document has nothing at qlik > x-rate-window > minutes',
    );
    expect(() => factsOf('qlik').at('x-rate-window').number()).toThrow(
      'needs a number at qlik > x-rate-window',
    );
    expect(() => operationFacts('qlik', 'listUser')).toThrow(
      'The document of qlik has no operation listUser',
    );
  });
});
