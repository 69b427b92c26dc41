import type { StoredUser } from '../state/model.js';

/** Which users, and whether deleted ones may be among them. */
export interface Selection {
  test: (user: StoredUser) => boolean;
  deleted: boolean;
}
