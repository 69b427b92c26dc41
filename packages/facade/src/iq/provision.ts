import type { Application, Organization, Realm, UserCreate } from '@rollcall/iq/sdk';
import { InvalidInputError } from '../errors.js';
import type { CallOptions } from '../http/options.js';
import { provisionInSteps } from '../provision/progress.js';
import { checkList, checkRequired } from '../util/check.js';
import { anything, checkOptions } from '../util/check-options.js';
import { loadedOnce } from '../util/loaded-once.js';
import { oneOfName } from '../util/one-of-name.js';
import type { WriteOptions } from '../written/check-written.js';
import { writeOptions } from '../written/write-options.js';
import type { IqDirectories } from './directories.js';
import { type IqGrant, type IqOwner, nameOfOwner } from './grants.js';
import type { IqMemberships } from './memberships.js';
import type { IqUser, IqUsers } from './users.js';

/** A role by its name or id, and the one place that it is granted on. */
export type IqRoleInput = { readonly role: string } & (
  | { readonly organization: string }
  /** Public id, name, or internal id. */
  | { readonly application: string }
  | { readonly global: true }
  | { readonly repositoryContainer: true }
);

export type IqProvisionInput = UserCreate & { readonly roles?: readonly IqRoleInput[] };

/** How a person comes in. */
export interface IqProvision {
  /**
   * Creates a user, grants the roles, which are named by role and owner, and gives the user as it is afterwards. IQ answers
   * nothing to either, so both are read back, unless `verify` is false.
   * @throws InvalidInputError when a name matches none or several; it lists what exists, and nothing was created.
   * IgnoredFieldsError when the user is not as asked, or has not got a role that IQ took; PartialFailureError when the
   * user was created and a role could not be granted, or the user not be read: `results` is a `ProvisionProgress`.
   * @example
   * const roles = [{ role: 'Developer', organization: 'Payments' }];
   * const names = { firstName: 'Jane', lastName: 'Doe', email: 'jane@example.com' };
   * const jane = await iq.users.provision({ username: 'jane', password, ...names, roles });
   */
  provision(input: IqProvisionInput, options?: WriteOptions): Promise<IqUser>;
}

interface Parts {
  readonly users: IqUsers;
  readonly directories: IqDirectories;
  readonly memberships: IqMemberships;
}

const roleRules = {
  role: anything,
  organization: anything,
  application: anything,
  global: anything,
  repositoryContainer: anything,
};

/** A role on one place, and nothing that would be passed over. */
function checkRole(one: unknown, at: number): void {
  const name = `user.roles[${at}]`;
  checkRequired(name, one, ['role']);
  checkOptions(name, one, roleRules);
  const places = Object.entries(one as object).flatMap(([key, value]) =>
    key === 'role' || value === undefined ? [] : [key],
  );
  if (places.length > 1)
    throw new InvalidInputError(
      `${name} names ${places.join(' and ')}: a role is granted on one place, give two roles`,
    );
}

/** What a role can be granted on. */
interface Owners {
  readonly organizations: () => Promise<Organization[]>;
  readonly applications: () => Promise<Application[]>;
}

export function iqProvision({ users, directories, memberships }: Parts): IqProvision {
  async function grantsOf(
    name: string,
    asked: readonly IqRoleInput[],
    call: CallOptions,
  ): Promise<IqGrant[]> {
    asked.forEach(checkRole);
    const roles = await directories.roles.list(call);
    // Read when a role names one, and once for all roles.
    const known = {
      organizations: loadedOnce(() => directories.organizations.list(call)),
      applications: loadedOnce(() => directories.applications.list(call)),
    };
    const grants: IqGrant[] = [];
    for (const one of asked) {
      const { id: roleId } = oneOfName('role', one.role, roles);
      grants.push({ name, roleId, owner: await ownerOf(one, known) });
    }
    return grants;
  }

  async function ownerOf(one: IqRoleInput, { organizations, applications }: Owners): Promise<IqOwner> {
    if ('organization' in one) {
      const { id } = oneOfName('organization', one.organization, await organizations());
      return { type: 'organization', id };
    }
    if ('application' in one) {
      const wanted = one.application;
      // A public id counts as a name: one that is another application's name too is ambiguous.
      const all = (await applications()).map((app) =>
        app.publicId === wanted ? { ...app, name: wanted } : app,
      );
      return { type: 'application', id: oneOfName('application', wanted, all).id };
    }
    if ('global' in one && one.global) return { type: 'global' };
    if ('repositoryContainer' in one && one.repositoryContainer) return { type: 'repository_container' };
    throw new InvalidInputError(
      `roles: '${(one as IqRoleInput).role}' needs what it is granted on: organization, application, global or repositoryContainer`,
    );
  }

  return {
    async provision(given, options) {
      const { verify = true, ...call } = writeOptions(options);
      checkRequired('user', given, ['username']);
      checkList('user.roles', given.roles);
      const { roles = [], ...input } = given;
      const grants = roles.length > 0 ? await grantsOf(input.username, roles, call) : [];
      const { password: _, ...sent } = input;
      const realm = input.realm === undefined ? {} : { realm: input.realm as Realm };
      return provisionInSteps<IqUser>({
        name: input.username,
        sent,
        async create() {
          await users.create(input, { ...call, verify });
          return sent;
        },
        steps: [
          ...grants.map((grant) => ({
            what: `role ${grant.roleId} on ${nameOfOwner(grant.owner)}`,
            run: () => memberships.grant(grant, { ...call, verify }),
          })),
          {
            what: 'reading the user',
            run: () => users.get(input.username, realm, call),
          },
        ],
        advice: 'Grant what is missing by memberships.grant.',
      });
    },
  };
}
