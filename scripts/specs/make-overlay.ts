import { isDeepStrictEqual } from 'node:util';
import { Document, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Overlay } from './spec-document.ts';

type Json = Record<string, unknown>;
type Action = Overlay['actions'][number];

/** The overlay that turns `base` into `wanted`: what is missing there is removed, what differs is updated. */
export function makeOverlay(base: Json, wanted: Json, about: Pick<Overlay, 'info' | 'extends'>): Overlay {
  return { overlay: '1.0.0', ...about, actions: [...changes(base, wanted, '$')] };
}

function* changes(base: Json, wanted: Json, at: string): Generator<Action> {
  const update: Json = {};
  for (const [key, value] of Object.entries(wanted)) {
    const present = base[key];
    if (present === undefined) update[key] = value;
    else if (isDeepStrictEqual(present, value)) continue;
    else if (isObject(present) && isObject(value)) yield* changes(present, value, member(at, key));
    else if (Array.isArray(present)) {
      // An update appends to a list, so a list that differs is taken away first and written anew.
      yield { target: member(at, key), remove: true };
      update[key] = value;
    } else update[key] = value;
  }
  for (const key of Object.keys(base)) {
    if (wanted[key] === undefined) yield { target: member(at, key), remove: true };
  }
  if (Object.keys(update).length > 0) yield { target: at, update };
}

function isObject(value: unknown): value is Json {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** One step of a JSONPath (RFC 9535): a name by itself where its letters allow it, else in brackets and quotes. */
function member(at: string, key: string): string {
  if (/^[A-Za-z_]\w*$/.test(key)) return `${at}.${key}`;
  return `${at}['${key.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']`;
}

/** The overlay as YAML, one line for each action, so that a difference between two versions reads as a list. */
export function printOverlay(overlay: Overlay): string {
  const document = new Document(overlay);
  for (const action of (document.get('actions') as YAMLSeq<YAMLMap>).items) action.flow = true;
  return document.toString({ lineWidth: 0, flowCollectionPadding: false, singleQuote: true });
}
