import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { openapiOverlay } from 'openapi-format';
import { parse } from 'yaml';

type Json = Record<string, unknown>;

/** An OpenAPI Overlay 1.0 (https://spec.openapis.org/overlay/v1.0.0.html), as an older version of a spec is kept. */
export interface Overlay {
  readonly overlay: string;
  readonly info: { readonly title: string; readonly version: string };
  /** The document it changes, relative to its own folder. */
  readonly extends: string;
  readonly actions: readonly {
    readonly target: string;
    readonly update?: unknown;
    readonly remove?: boolean;
  }[];
}

export const SPEC_FILE = 'openapi.yaml';
export const OVERLAY_FILE = 'overlay.yaml';

/**
 * The OpenAPI document of a version's folder: `openapi.yaml` as it is, or `overlay.yaml` applied to the document that it
 * extends. Everything that reads specs reads them through here; the folder of an older version holds no whole document.
 */
export async function readSpecDocument(folder: string): Promise<Json> {
  const whole = join(folder, SPEC_FILE);
  if (existsSync(whole)) return parse(await readFile(whole, 'utf8')) as Json;
  const file = join(folder, OVERLAY_FILE);
  if (!existsSync(file)) throw new Error(`${folder} holds neither ${SPEC_FILE} nor ${OVERLAY_FILE}`);
  const overlay = parse(await readFile(file, 'utf8')) as Overlay;
  if (typeof overlay.extends !== 'string')
    throw new Error(`${file}: \`extends\` must name the document that the overlay changes`);
  const base = await readSpecDocument(dirname(resolve(folder, overlay.extends)));
  return applyOverlay(base, overlay, file);
}

/** Applies an overlay to a copy of the document; an action that finds nothing to change is an error of the overlay. */
export async function applyOverlay(document: Json, overlay: Overlay, file = OVERLAY_FILE): Promise<Json> {
  // A copy through JSON: aliases in YAML are one object in memory, and a change of one would be a change of all.
  const copy = JSON.parse(JSON.stringify(document));
  const { data, resultData } = await openapiOverlay(copy, { overlaySet: overlay as never });
  const { unusedActions } = resultData as { unusedActions: Overlay['actions'] };
  if (unusedActions.length > 0) {
    const targets = unusedActions.map(({ target }) => target).join(', ');
    throw new Error(
      `${file}: nothing in the document is at ${targets}; correct the target or remove the action`,
    );
  }
  return data as unknown as Json;
}
