/**
 * A password that nobody will know, for vendors that demand one: 160 random bits, and one character of each class that
 * policies ask for.
 */
export function randomPassword(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(20));
  return `Aa1!${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
