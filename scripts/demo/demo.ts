import type { Vendor } from '@rollcall/mock-servers';
import type { Story } from './story.ts';

/** Where a vendor's story plays: a sandbox, or a real system that is only read. */
export interface Stage {
  readonly baseUrl: string;
  /** The vendor's own `auth` option; undefined means the sandbox's credentials. */
  readonly auth?: object;
  readonly readOnly: boolean;
}

export interface Demo {
  readonly title: string;
  readonly sandbox: Vendor;
  /** The sandbox's own, such as which resources a QRadar console has. */
  readonly vendorOptions?: Readonly<Record<string, unknown>>;
  /** What the steps call their clients. */
  readonly clients: readonly string[];
  /** A real system named by environment variables, or undefined. */
  realSystem(
    env: Readonly<Record<string, string | undefined>>,
  ): { baseUrl: string; auth: object } | undefined;
  run(story: Story, stage: Stage): Promise<void>;
}

/** A real system may have many users: its own page size, and no more than three pages of it. */
export function pagesToShow(readOnly: boolean): { pageOptions: { pageSize?: number }; most: number } {
  return readOnly
    ? { pageOptions: {}, most: 3 }
    : { pageOptions: { pageSize: 2 }, most: Number.POSITIVE_INFINITY };
}
