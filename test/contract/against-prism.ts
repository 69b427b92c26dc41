import { afterAll, beforeAll, describe } from 'vitest';
import { type PrismProcess, startPrism } from '../support/prism-cli.js';
import { createCaller, type Package } from '../support/spec-call.js';
import { readSpec } from '../support/spec-document.js';
import { testAnswers } from './answers.js';
import { testBodies } from './bodies.js';
import type { Call } from './call.js';
import { testCredentials } from './credentials.js';
import { testParameters } from './parameters.js';

/** Everything that the spec says about each operation, asked of stock Prism through the generated client. */
export async function testAgainstPrism(
  vendor: string,
  folder: string,
  vendorPackage: Package,
): Promise<void> {
  const spec = await readSpec(folder);
  describe.concurrent(`${vendor} against stock Prism`, () => {
    let prism: PrismProcess;
    let caller: Call;

    beforeAll(async () => {
      prism = await startPrism(spec.file);
      caller = createCaller(vendorPackage, prism.url);
    });
    afterAll(() => prism?.close());

    const call: Call = (operation, wish) => caller(operation, wish);
    for (const operation of spec.operations) {
      testAnswers(operation, call);
      testParameters(operation, call);
      testBodies(operation, call);
      testCredentials(operation, call);
    }
  });
}
