import { invalidRequest } from '../http/refusal.js';
import { canonicalId, compareIds } from './ids.js';
import type { Tag, TagChange } from './model.js';

/** The tags of the vendor's search sample. */
const DOCUMENTED: readonly Tag[] = [
  { id: '7508422', name: 'Business Units' },
  { id: '7513412', name: 'Malware Domain Assets' },
];

/**
 * The tags that exist. Unconfirmed, since no document shows a request with tags: one is named by id or by name,
 * a name that does not exist yet becomes a new tag, an id alone must exist, and where both are given the id counts.
 */
export class TagCatalogue {
  readonly #names: Map<string, string>;

  constructor(names: Iterable<[string, string]> = DOCUMENTED.map(({ id, name }) => [id, name])) {
    this.#names = new Map(names);
  }

  /** By id, ascending. */
  list(): Tag[] {
    return [...this.#names].map(([id, name]) => ({ id, name })).sort((a, b) => compareIds(a.id, b.id));
  }

  copy(): TagCatalogue {
    return new TagCatalogue(this.#names);
  }

  /**
   * What a user's tags are after a request: `set` replaces, `add` gives beside them, `remove` takes away by id.
   * @throws Refusal as resolve does; a tag to take away that the user does not have is ignored.
   */
  change(present: Tag[], { set = present, add = [], remove = [] }: TagChange): Tag[] {
    const gone = new Set(remove.map(({ id }) => id));
    return this.resolve([...set, ...add]).filter(({ id }) => !gone.has(id));
  }

  /** @throws Refusal INVALID_REQUEST: a tag without id and name, or an id that no tag has. */
  resolve(wanted: readonly Partial<Tag>[]): Tag[] {
    const resolved = new Map<string, Tag>();
    for (const tag of wanted) {
      const found = this.#resolveOne(tag);
      resolved.set(found.id, found);
    }
    return [...resolved.values()];
  }

  #resolveOne({ id, name }: Partial<Tag>): Tag {
    if (id !== undefined) {
      const known = this.#names.get(id);
      if (known !== undefined) return { id, name: known };
      if (name) return this.#add(id, name);
      throw invalidRequest(`There is no tag with the id ${id}.`, 'Send the id or the name of a tag.');
    }
    if (!name) throw invalidRequest('A Tag has neither id nor name.', 'Send the id or the name of a tag.');
    const known = [...this.#names].find(([, existing]) => existing === name);
    return known === undefined ? this.#add(this.#nextId(), name) : { id: known[0], name };
  }

  #add(id: string, name: string): Tag {
    const tag = { id: canonicalId(id) ?? id, name };
    this.#names.set(tag.id, name);
    return tag;
  }

  #nextId(): string {
    const last = [...this.#names.keys()].reduce((a, b) => (compareIds(a, b) > 0 ? a : b));
    return (BigInt(last) + 1n).toString();
  }
}
