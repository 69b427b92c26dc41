/** Whether a console refuses the version of a call: 422, and words about the version, since no code is documented (IBM overview). */
export function refusesVersion(status: number, words: string): boolean {
  return status === 422 && /version/i.test(words);
}
