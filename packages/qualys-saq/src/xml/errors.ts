/** A document that cannot be read. The message says where and what, and never quotes a value out of the document. */
export class XmlError extends Error {
  override readonly name = 'XmlError';
  /** Line in the document, from 1, when the fault is in the markup. */
  readonly line: number | undefined;
  /** Elements from the root, such as `ServiceResponse/data/User[2]/id`, when the fault is in the content. */
  readonly path: string | undefined;

  constructor(message: string, where: { line?: number; path?: string } = {}) {
    super(message);
    this.line = where.line;
    this.path = where.path;
  }
}

/** A value that cannot be sent. The message names the member and never quotes its value. */
export class XmlInputError extends Error {
  override readonly name = 'XmlInputError';
  /** Members from the root, such as `ServiceRequest/data/User[2]/id`. */
  readonly path: string;

  constructor(message: string, path: string) {
    super(`${path}: ${message}`);
    this.path = path;
  }
}

// Whole or not at all: half a name could be half a secret, which nobody would find any more.
export const shown = (name: string): string => (name.length > 40 ? '…' : name);
