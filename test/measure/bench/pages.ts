import { qradar, type Vendor } from '../../support/vendors/index.ts';

/** A page as the server and the stub answer it. */
export interface Page {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Positions `from` up to, not including, `to` of a console with `total` users. */
export function pageOf({ wire }: Vendor, from: number, to: number, total: number): Page {
  const users = Array.from({ length: to - from }, (_, at) => wire.userAt(from + at + 1));
  const { headers, text } = wire.page(users, { from, total });
  const body = new TextEncoder().encode(text);
  return { headers: { ...headers, 'content-length': String(body.length) }, body };
}

export const qradarPage = (from: number, to: number, total: number) => pageOf(qradar, from, to, total);
export const firstPage = (vendor: Vendor, size: number) => pageOf(vendor, 0, size, size);
