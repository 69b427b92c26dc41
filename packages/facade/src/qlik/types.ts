import type { User } from '@rollcall/qlik/sdk';

/** A user as Qlik answers it: `id` is always there unless `fields` left it out, everything else where Qlik has it. */
export type QlikUser = User & { id: string };

/** The property names that `fields` takes. */
export type UserKey = keyof QlikUser & string;

/** The user that a `fields` list leaves. */
export type Projected<Fields> = Fields extends readonly (infer Key)[]
  ? Pick<QlikUser, Key & UserKey>
  : QlikUser;

/** Whom to find: by email address, or by the identity provider's subject, which is unique in a tenant. */
export type UserLookup = string | { readonly email: string } | { readonly subject: string };
