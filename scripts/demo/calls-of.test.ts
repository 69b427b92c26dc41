import { describe, expect, it } from 'vitest';
import { callsOf } from './calls-of.ts';

/** The calls of `iq` in a step with this source. */
const calls = (source: string) => callsOf(new Function('iq', source) as () => unknown, ['iq']);

describe('the lines of code that a step shows', () => {
  it('are the calls of its client, each on one line with what is chained to it', () => {
    const source = `
      const saml = await1(iq.users
        .list({
          realm: 'SAML', // a comment
        })
        .toArray());
      other.users.get('x');
      return iq.users.get('bob').username;`;
    expect(calls(source)).toEqual(["iq.users.list({ realm: 'SAML' }).toArray()", "iq.users.get('bob')"]);
  });

  it('go by brackets that are not in strings', () => {
    expect(calls("return (iq.users.find(':-) (\\''));")).toEqual(["iq.users.find(':-) (\\'')"]);
  });

  it('leave out how the demo looks at a refusal, and at a state', () => {
    expect(calls("iq.users.delete('..').catch((thrown) => thrown);")).toEqual(["iq.users.delete('..')"]);
    expect(calls('iq.users.wait(1, { intervalMs: 2, onProgress: ({ a }) => { b(a); } });')).toEqual([
      'iq.users.wait(1, { intervalMs: 2, onProgress })',
    ]);
  });

  it('are told once, and cut when they are long', () => {
    expect(calls("iq.users.get('a'); iq.users.get('a');")).toEqual(["iq.users.get('a')"]);
    const [long = ''] = calls(`iq.users.find('${'x'.repeat(200)}')`);
    expect(long).toHaveLength(118);
    expect(long).toMatch(/…$/);
  });
});
