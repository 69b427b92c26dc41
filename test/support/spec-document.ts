import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtSpec } from '../../scripts/specs/built-specs.ts';
import { readSpecDocument, SPEC_FILE } from '../../scripts/specs/spec-document.ts';

/** A node of an OpenAPI document: an object whose members are unknown until looked at. */
export type SpecNode = Readonly<Record<string, unknown>>;

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required: boolean;
  readonly schema: SpecNode;
  /** Values of `example` and `examples`; without any, what the schema itself names, or any text. */
  readonly values: unknown[];
}

/** One answer that an operation may give, and one example of it; a status without content has no example. */
export interface Answer {
  /** As in the document: `200`, `default`. */
  readonly code: string;
  readonly mediaType?: string;
  readonly example?: { name: string; value: unknown };
  /** How many media types the response has. */
  readonly mediaTypes: number;
  /** Headers of the response that have an example. */
  readonly headers: Record<string, string>;
}

export interface SecurityScheme {
  readonly name: string;
  /** `http` or `apiKey`. */
  readonly type: string;
  /** `basic` or `bearer`, of type `http`. */
  readonly scheme?: string;
}

export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: Parameter[];
  readonly body?: { required: boolean; mediaType: string; examples: { name: string; value: unknown }[] };
  readonly codes: string[];
  readonly answers: Answer[];
  /** The alternatives; any one of them is enough. */
  readonly securitySchemes: SecurityScheme[];
  /** Schemas of the successful answers. */
  readonly readSchemas: SpecNode[];
}

export interface Spec {
  /** The whole document, for a program that reads a file; of an overlay it exists while this process runs. */
  readonly file: string;
  readonly operations: Operation[];
  resolve(node: unknown): SpecNode;
}

const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete'];

/** Reads the OpenAPI document of a version, such as `qradar/21.0`, a folder below `specs/`. */
export async function readSpec(version: string): Promise<Spec> {
  const folder = fileURLToPath(new URL(`../../specs/${version}`, import.meta.url));
  const document: SpecNode = await readSpecDocument(folder);
  const file = await wholeFile(folder);

  function resolve(node: unknown): SpecNode {
    const { $ref } = (node ?? {}) as { $ref?: string };
    if ($ref === undefined) return (node ?? {}) as SpecNode;
    if (!$ref.startsWith('#/')) throw new Error(`${file}: ${$ref} is not a reference inside the document`);
    const keys = $ref.slice(2).split('/');
    const target = keys.reduce<unknown>(
      (parent, key) => (parent as SpecNode)?.[key.replaceAll('~1', '/').replaceAll('~0', '~')],
      document,
    );
    if (target === undefined) throw new Error(`${file}: ${$ref} leads nowhere`);
    return resolve(target);
  }

  function examplesOf(media: SpecNode): { name: string; value: unknown }[] {
    return Object.entries((media.examples ?? {}) as SpecNode).map(([name, example]) => ({
      name,
      value: resolve(example).value,
    }));
  }

  function parameterOf(node: unknown): Parameter {
    const parameter = resolve(node);
    const schema = resolve(parameter.schema);
    return {
      name: String(parameter.name),
      in: parameter.in as Parameter['in'],
      required: parameter.required === true,
      schema,
      values: valuesOf(parameter, schema),
    };
  }

  function valuesOf(parameter: SpecNode, schema: SpecNode): unknown[] {
    if (parameter.example !== undefined) return [parameter.example];
    const named = examplesOf(parameter).map(({ value }) => value);
    if (named.length > 0) return named;
    if (Array.isArray(schema.enum)) return schema.enum;
    if (schema.type === 'boolean') return [true, false];
    // Cursors and ids: texts that only the server understands.
    if (schema.type === 'string' && !schema.pattern && !schema.format) return ['some-text'];
    throw new Error(`${file}: the parameter ${parameter.name} needs an example`);
  }

  function answersOf([code, node]: [string, unknown]): Answer[] {
    const response = resolve(node);
    const headers: Record<string, string> = {};
    for (const [name, header] of Object.entries((response.headers ?? {}) as SpecNode)) {
      const { example } = resolve(header);
      if (example !== undefined) headers[name] = String(example);
    }
    const content = Object.entries((response.content ?? {}) as Record<string, SpecNode>);
    const shared = { code, mediaTypes: content.length, headers };
    if (content.length === 0) return [shared];
    return content.flatMap(([mediaType, media]) => {
      const examples = examplesOf(media);
      if (examples.length === 0) return [{ ...shared, mediaType }];
      return examples.map((example) => ({ ...shared, mediaType, example }));
    });
  }

  function securityScheme(name: string): SecurityScheme {
    const { type, scheme } = resolve({ $ref: `#/components/securitySchemes/${name}` });
    return { name, type: String(type), ...(scheme !== undefined && { scheme: String(scheme) }) };
  }

  function operationOf(path: string, method: string, item: SpecNode): Operation {
    const node = item[method] as SpecNode;
    const parameters = [
      ...((item.parameters ?? []) as unknown[]),
      ...((node.parameters ?? []) as unknown[]),
    ].map(parameterOf);
    const responses = Object.entries(node.responses as SpecNode);
    const security = (node.security ?? document.security ?? []) as SpecNode[];
    const body = resolve(node.requestBody);
    const [media] = Object.entries((body.content ?? {}) as Record<string, SpecNode>);
    return {
      id: String(node.operationId),
      method: method.toUpperCase(),
      path,
      parameters,
      ...(media && {
        body: { required: body.required === true, mediaType: media[0], examples: examplesOf(media[1]) },
      }),
      codes: responses.map(([code]) => code),
      answers: responses.flatMap(answersOf),
      securitySchemes: security.flatMap((alternative) => Object.keys(alternative)).map(securityScheme),
      readSchemas: responses
        .filter(([code]) => code.startsWith('2'))
        .flatMap(([, response]) => Object.values((resolve(response).content ?? {}) as object))
        .map((answer: SpecNode) => resolve(answer.schema)),
    };
  }

  const paths = Object.entries(document.paths as Record<string, SpecNode>);
  const operations = paths.flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => operationOf(path, method, item)),
  );
  return { file, operations, resolve };
}

async function wholeFile(folder: string): Promise<string> {
  const whole = join(folder, SPEC_FILE);
  if (existsSync(whole)) return whole;
  const temporary = mkdtempSync(join(tmpdir(), 'rollcall-spec-'));
  process.once('exit', () => rmSync(temporary, { recursive: true, force: true }));
  const file = join(temporary, SPEC_FILE);
  writeFileSync(file, await builtSpec(folder));
  return file;
}
