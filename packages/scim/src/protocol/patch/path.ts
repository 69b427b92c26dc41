import { badRequest } from '../errors.js';
import type { Filter } from '../filter/ast.js';
import { type FilterOptions, parseValueFilter } from '../filter/parse.js';
import { isPrototypeName } from '../json.js';
import { didYouMean } from '../nearest.js';
import type { ResourceType } from '../schema/definition.js';
import { type AttributeRef, findAttribute, resolveAttribute } from '../schema/resolve.js';

/** Where an operation works: an attribute, or those of its values that fulfil `where`, or a sub-attribute of them. */
export interface PatchPath extends AttributeRef {
  where?: Filter;
}

/**
 * Reads `name.givenName`, `emails[type eq "work"].value`, `urn:…:User:department`: RFC 7644 figure 7.
 *
 * @throws ScimError 400 invalidPath, or invalidFilter for what stands in brackets.
 */
export function parsePath(text: string, type: ResourceType, options: FilterOptions): PatchPath {
  if (text.length > options.limits.filterLength) {
    throw badRequest('invalidPath', `The path is longer than ${options.limits.filterLength} characters.`);
  }
  const trimmed = text.trim();
  const open = trimmed.indexOf('[');
  if (open < 0) return named(trimmed, type, options);
  const close = trimmed.lastIndexOf(']');
  if (close < open) throw badRequest('invalidPath', `The path ${quote(text)} has no closing bracket.`);
  const ref = named(trimmed.slice(0, open), type, options);
  if (ref.sub || ref.attribute.type !== 'complex' || !ref.attribute.multiValued) {
    throw badRequest('invalidPath', `${ref.path} takes no brackets: it has no values to choose from.`);
  }
  const where = parseValueFilter(trimmed.slice(open + 1, close), type, ref, options);
  const rest = trimmed.slice(close + 1);
  if (rest === '') return { ...ref, where };
  const sub = rest.startsWith('.') && findAttribute(ref.attribute.subAttributes ?? [], rest.slice(1));
  if (!sub)
    throw badRequest('invalidPath', `${ref.path} has no sub-attribute ${quote(rest.replace(/^\./, ''))}.`);
  return { ...ref, sub, where, path: `${ref.path}.${sub.name}` };
}

function named(name: string, type: ResourceType, { quirks }: FilterOptions): AttributeRef {
  const ref = resolveAttribute(type, name, quirks.looseComplex);
  if (ref) return ref;
  const hint = isPrototypeName(name.split('.')[0] ?? '') ? '' : didYouMean(type, name);
  throw badRequest('invalidPath', `No attribute is called ${quote(name)}.${hint}`);
}

const quote = (text: string): string => JSON.stringify(text.slice(0, 200));
