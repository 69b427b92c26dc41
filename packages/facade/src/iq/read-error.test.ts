import { expect, it } from 'vitest';
import { readError } from './read-error.js';

it('reads a plain text as the message, on one line', () => {
  expect(readError('No such user\n  ted ')).toEqual({ message: 'No such user ted' });
});

it('reads the message of a JSON error', () => {
  expect(readError({ message: 'No such user' })).toEqual({ message: 'No such user' });
});

it.each([['<!DOCTYPE html><title>Login</title>'], [{ error: 1 }], [null], [''], [[]]])(
  'says nothing for %j',
  (body) => {
    expect(readError(body).message).toBeUndefined();
  },
);

it('cuts a long text', () => {
  expect(readError('x'.repeat(2000)).message).toHaveLength(301);
});
