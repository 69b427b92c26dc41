import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { $, createClient } from '@hey-api/openapi-ts';
import { generatedFrom } from './header.ts';

const HEADER = generatedFrom('the spec');

/** Runs the generator on one OpenAPI spec. `specFile` is relative to the working directory and starts with `./`. */
export async function generateOpenApiClient(specFile: string, outDir: string): Promise<void> {
  await createClient({
    input: specFile,
    logs: { level: 'silent', file: false },
    // Read and write schemas are separate in the specs already; the generator need not split them again.
    parser: { transforms: { readWrite: false } },
    output: { path: outDir, module: { extension: '.js' }, header: HEADER, clean: true },
    plugins: [
      '@hey-api/client-fetch',
      {
        name: '@hey-api/typescript',
        // An open enum is written `anyOf: [the known values, string]`, which TypeScript folds to `string`. As
        // `Known | (string & {})` editors offer the known values and future ones stay readable.
        $resolvers: {
          union: ({ childResults, schemas }) => {
            const others = schemas.filter((schema) => !isPlainString(schema));
            const open =
              others.length < schemas.length &&
              others.some((schema) => schema.$ref) &&
              others.every((schema) => schema.$ref || schema.type === 'null');
            if (!open) return undefined;
            return $.type.or(
              ...childResults.map((child, index) =>
                isPlainString(schemas[index] ?? {})
                  ? $.type.and($.type('string'), $.type.object())
                  : child.type,
              ),
            );
          },
        },
      },
      // No module-level client: a second client would redirect the first one's calls.
      { name: '@hey-api/sdk', client: false },
    ],
  });
  await rm(join(outDir, 'client.gen.ts'), { force: true });
  await hideClientFromRequest(join(outDir, 'client', 'client.gen.ts'));
  await takeAllHeaders(join(outDir, 'sdk.gen.ts'));
}

/**
 * The generated functions spread the caller's headers into their own, which loses those of a `Headers` without a word and
 * makes numbers of tuples, though their types allow both.
 */
async function takeAllHeaders(file: string): Promise<void> {
  const code = await readFile(file, 'utf8');
  const spread = /\.\.\.(options\??\.headers)/g;
  if (!spread.test(code)) return;
  const taken = code.replace(spread, '...recordOf($1)');
  await writeFile(
    file,
    `${taken.trimEnd()}

/** Headers of any form as a record. */
function recordOf(headers: unknown): Record<string, string> {
    const entries = headers as Iterable<readonly [string, string]> | null | undefined;
    if (typeof entries?.[Symbol.iterator] === 'function') return Object.fromEntries(entries);
    return { ...(headers as Record<string, string>) };
}
`,
  );
}

/**
 * The generated client spreads its options into `new Request`, our `client` among them, which Deno takes for a
 * Deno.HttpClient and refuses.
 */
async function hideClientFromRequest(file: string): Promise<void> {
  const before = '      serializedBody: undefined as string | undefined,\n';
  const code = await readFile(file, 'utf8');
  if (!code.includes(before)) throw new Error(`${file}: the place where options become a request has moved`);
  await writeFile(file, code.replace(before, `${before}      client: undefined,\n`));
}

function isPlainString(schema: {
  type?: unknown;
  const?: unknown;
  format?: unknown;
  $ref?: unknown;
}): boolean {
  return schema.type === 'string' && schema.const === undefined && schema.$ref === undefined;
}
