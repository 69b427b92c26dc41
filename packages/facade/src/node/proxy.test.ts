import { expect, it } from 'vitest';
import { checkedProxy } from './proxy.js';

it('takes a URL of another realm, as jsdom makes it under Jest', () => {
  const foreign = { [Symbol.toStringTag]: 'URL', href: 'http://proxy.example.com:3128/' };
  expect(checkedProxy(foreign).port).toBe('3128');
});

it.each([
  'http://wpad.example.com/proxy.pac',
  'http://proxy.example.com:3128/?a=b',
  'https://proxy.example.com/#x',
])('refuses the address %s, of which a part would be left out without a word', (address) => {
  expect(() => checkedProxy(address)).toThrow(/without a path: a file that says which proxy to take/);
  expect(checkedProxy('http://proxy.example.com:3128/').port).toBe('3128');
});
