import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateFacts } from './generate/facts.ts';
import { generateOpenApiClient } from './generate/openapi-client.ts';
import { type Vendor, vendors } from './generate/vendors.ts';
import { generateXsdSchema } from './generate/xsd-schema.ts';
import { generateXsdTypes } from './generate/xsd-types.ts';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Regenerates `src/gen` of every vendor package, or of the one named on the command line. */
export async function generate(only?: string): Promise<void> {
  process.chdir(root); // the generator writes paths relative to the working directory
  for (const vendor of vendors) {
    if (only && vendor.name !== only) continue;
    await generateVendor(vendor);
  }
}

async function generateVendor({ name, version, xsd }: Vendor): Promise<void> {
  const startedAt = performance.now();
  const specDir = join(root, 'specs', name, version);
  const specFile = `./${relative(root, join(specDir, 'openapi.yaml'))}`;
  const outDir = join(root, 'packages', name, 'src', 'gen');
  await generateOpenApiClient(specFile, outDir);
  await generateFacts(specFile, outDir);
  if (xsd) {
    await generateXsdTypes({ xsdFile: join(specDir, xsd), outDir });
    await generateXsdSchema({ xsdFile: join(specDir, xsd), outDir });
  }
  console.log(
    `${name} ${version}: ${relative(root, outDir)} in ${Math.round(performance.now() - startedAt)} ms`,
  );
}

if (import.meta.main) {
  const [only] = process.argv.slice(2);
  if (only && !vendors.some(({ name }) => name === only)) {
    console.error(`'${only}' is not a vendor; known: ${vendors.map(({ name }) => name).join(', ')}`);
    process.exit(2);
  }
  await generate(only);
}
