import { join, relative } from 'node:path';
import { generateConfigCheck } from './generate/config-check.ts';
import { generateFacts } from './generate/facts.ts';
import { generateOpenApiClient } from './generate/openapi-client.ts';
import { generateOperationIds } from './generate/operation-ids.ts';
import { generateUnconfirmed } from './generate/unconfirmed.ts';
import { generateValidators } from './generate/validators.ts';
import { VENDORS, type Vendor } from './generate/vendors.ts';
import { generateXsdSchema } from './generate/xsd-schema.ts';
import { generateXsdTypes } from './generate/xsd-types.ts';
import { root } from './root.ts';
import { withSpecFile } from './specs/built-specs.ts';

/** Regenerates `src/gen` of every vendor package, or of the one named on the command line. */
export async function generate(only?: string): Promise<void> {
  process.chdir(root); // the generator writes paths relative to the working directory
  for (const vendor of VENDORS) {
    if (only && vendor.name !== only) continue;
    const startedAt = performance.now();
    const outDir = genDir(vendor);
    await generateInto(vendor, outDir);
    const took = Math.round(performance.now() - startedAt);
    console.log(`${vendor.name} ${vendor.version}: ${relative(root, outDir)} in ${took} ms`);
  }
  await generateFromAll(VENDORS);
  const accounts = join(root, 'packages', 'accounts');
  await generateConfigCheck(join(accounts, 'schema', 'rollcall.schema.json'), join(accounts, 'src', 'gen'));
}

/** What is generated from the specs of all vendors together. */
export async function generateFromAll(vendors: readonly Vendor[]): Promise<void> {
  const specs = vendors.map(({ name, version, xsd }) => ({
    vendor: name,
    specFile: join(root, 'specs', name, version, 'openapi.yaml'),
    ...(xsd === undefined ? {} : { xsd }),
  }));
  await generateOperationIds(specs, join(root, 'packages', 'mock-servers', 'src', 'gen'));
  await generateUnconfirmed(specs, join(root, 'packages', 'cli', 'src', 'gen'));
}

export function genDir({ name }: Pick<Vendor, 'name'>): string {
  return join(root, 'packages', name, 'src', 'gen');
}

/** Writes what one vendor's spec gives into a folder, which is emptied first. */
export async function generateInto({ name, version, xsd }: Vendor, outDir: string): Promise<void> {
  const specDir = join(root, 'specs', name, version);
  await withSpecFile(specDir, async (file) => {
    const specFile = `./${relative(root, file)}`;
    await generateOpenApiClient(specFile, outDir);
    await generateFacts(specFile, outDir);
    if (!xsd) await generateValidators(specFile, outDir); // an XSD's codec checks every answer itself
  });
  if (xsd) {
    await generateXsdTypes({ xsdFile: join(specDir, xsd), outDir });
    await generateXsdSchema({ xsdFile: join(specDir, xsd), outDir });
  }
}

if (import.meta.main) {
  const [only] = process.argv.slice(2);
  if (only && !VENDORS.some(({ name }) => name === only)) {
    console.error(`'${only}' is not a vendor; known: ${VENDORS.map(({ name }) => name).join(', ')}`);
    process.exit(2);
  }
  await generate(only);
}
