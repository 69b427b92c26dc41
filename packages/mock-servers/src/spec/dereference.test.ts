import { describe, expect, it } from 'vitest';
import { dereference } from './dereference.js';

describe('a document without references', () => {
  it('has what they name in their place, and members beside them first', () => {
    const document = {
      a: { $ref: '#/b~1c', title: 'own' },
      list: [{ $ref: '#/b~1c' }],
      'b/c': { title: 't', x: 1 },
    };
    expect(dereference(document)).toEqual({
      a: { title: 'own', x: 1 },
      list: [{ title: 't', x: 1 }],
      'b/c': { title: 't', x: 1 },
    });
  });

  it('is circular where the document refers to itself, and leaves the document alone', () => {
    const document = { node: { next: { $ref: '#/node' } } };
    const { node } = dereference(document) as { node: { next: unknown } };
    expect(node.next).toBe(node);
    expect(document.node.next).toEqual({ $ref: '#/node' });
  });

  it('cannot be made of one that refers to nothing', () => {
    expect(() => dereference({ a: { $ref: '#/b' } })).toThrow('The document has nothing at #/b');
    expect(() => dereference({ a: { $ref: 'other.yaml#/b' } })).toThrow('nothing at other.yaml#/b');
  });
});
