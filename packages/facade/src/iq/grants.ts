import type { GlobalOwnerType, OwnerType, RoleMember } from '@rollcall/iq/sdk';

/** What a role is granted on. An organization and an application go by their internal ids (Sonatype). */
export type IqOwner = { readonly type: GlobalOwnerType } | { readonly type: OwnerType; readonly id: string };

/** A role that somebody has on an owner. A membership is bound to a name and knows no realm (Sonatype). */
export interface IqGrant {
  readonly owner: IqOwner;
  readonly roleId: string;
  /** A user's or a group's name. */
  readonly name: string;
  /** Default 'user'. */
  readonly member?: 'user' | 'group';
}

/** Tells whether a membership is this very grant, and not one of an owner above. */
export function isOf({ owner, name, member: kind = 'user' }: IqGrant): (member: RoleMember) => boolean {
  return (member) =>
    member.userOrGroupName === name &&
    (member.type?.toUpperCase() === 'GROUP') === (kind === 'group') &&
    isGrantedOn(owner, member);
}

/**
 * True for a membership that was granted on this very owner, and not inherited from one above: `memberships.list` answers
 * both. One that does not say where it was granted counts as granted here: to revoke what is not there does no harm.
 * @example
 * const owner = { type: 'organization', id } as const;
 * for (const { roleId, members = [] } of await iq.memberships.list(owner))
 *   console.log(roleId, members.filter((member) => isGrantedOn(owner, member)));
 */
export function isGrantedOn(
  owner: IqOwner,
  { ownerId, ownerType }: Pick<RoleMember, 'ownerId' | 'ownerType'>,
): boolean {
  if (!('id' in owner)) return ownerType === undefined || ownerType.toLowerCase() === owner.type;
  return ownerId === undefined || ownerId === owner.id;
}

/** How an owner is called in results and errors. */
export function nameOfOwner(owner: IqOwner): string {
  return 'id' in owner ? `${owner.type} ${owner.id}` : owner.type;
}
