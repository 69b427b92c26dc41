import type { PrismHttpComponents } from '@stoplight/prism-http';

/** An operation of a document as Prism wants it: nothing in it refers to anything outside of it. */
export type Operation = Parameters<PrismHttpComponents['route']>[0]['resources'][number];
