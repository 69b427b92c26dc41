import { expect, it } from 'vitest';
import type { Answer, Operation } from '../support/spec-document.js';
import type { Call } from './call.js';

/** Every documented status and every named example, read through the generated function. */
export function testAnswers(operation: Operation, call: Call): void {
  for (const answer of operation.answers) {
    const status = statusOf(answer, operation);

    it(`${operation.id} answers ${describeAnswer(answer, status)}`, async () => {
      const { data, error, response } = await call(operation, {
        code: status,
        ...(answer.example && { example: answer.example.name }),
        ...(answer.mediaType && { mediaType: answer.mediaType }),
      });

      expect(response.status).toBe(status);
      // The generated client reads an answer without content as an empty object.
      const expected = answer.mediaType ? answer.example?.value : {};
      expect(status < 300 ? data : error).toStrictEqual(expected);
      expect(status < 300 ? error : data).toBeUndefined();
      for (const [name, value] of Object.entries(answer.headers)) {
        expect(response.headers.get(name), name).toBe(value);
      }
    });
  }
}

/** `default` stands for every status that is not named; Prism answers it under any such status. */
function statusOf({ code }: Answer, { codes }: Operation): number {
  if (code !== 'default') return Number(code);
  const unnamed = [418, 451, 507].find((status) => !codes.includes(String(status)));
  if (!unnamed) throw new Error('Every status that could stand for default is documented by itself');
  return unnamed;
}

function describeAnswer({ code, mediaType, mediaTypes, example }: Answer, status: number): string {
  const words = [String(status)];
  if (code === 'default') words.push('as any other status');
  words.push(example ? `with example "${example.name}"` : `without ${mediaType ? 'example' : 'content'}`);
  if (mediaTypes > 1) words.push(`as ${mediaType}`);
  return words.join(' ');
}

/** The first status that means the operation was done. */
export function successOf(operation: Operation): { code: number; mediaType?: string } {
  const answer = operation.answers.find(({ code }) => /^[23]/.test(code));
  if (!answer) throw new Error(`${operation.id} documents no success`);
  return { code: Number(answer.code), ...(answer.mediaType && { mediaType: answer.mediaType }) };
}
