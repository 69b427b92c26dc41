import { inputFields, type StagedUserCreate, type UserCreate } from '@rollcall/qradar/sdk';
import { InvalidInputError } from '../errors.js';
import { provisionInSteps } from '../provision/progress.js';
import { checkRequired } from '../util/check.js';
import { flag, unknownName } from '../util/check-options.js';
import { checkNewPassword } from './check-password.js';
import { deployOptions } from './deploy-options.js';
import { idsByName } from './names.js';
import type { Parts } from './parts.js';
import { DEPLOY_TODO, deployFor, holds } from './staged-deploy.js';
import { deployedUser } from './update.js';
import type { PasswordCheck, QRadarWriteOptions, QRadarWritten } from './written.js';

/** A new user with its role and profile by name or id. */
export type ProvisionInput = Omit<UserCreate, 'user_role' | 'security_profile'> & {
  /** Name, such as 'Analyst', or id of a role. */
  readonly role: string | number;
  /** Name, such as 'Default', or id of a security profile. */
  readonly securityProfile: string | number;
};

/** How a person comes in. */
export interface QRadarProvision {
  /**
   * Resolves the role's and the profile's names to ids, then creates the user (QRadar guide, first scenario). With IBM's
   * resources the user is staged, and the result's `pending` says so until a deploy (`deploy: true`); `email` is required
   * there and the names of the person are not known. `inactivity_timeout` is in minutes on both.
   * @throws InvalidInputError when a name matches none or several; it lists what exists, and nothing was created.
   * PartialFailureError when the user was created or staged, and the deploy or the reading failed: `results` is a
   * `ProvisionProgress`.
   * @example
   * const jane = { username: 'jane', password, role: 'Analyst', securityProfile: 'Default', email: 'jane@example.com' };
   * const { id, pending } = await qradar.users.provision(jane);
   */
  provision(input: ProvisionInput, options?: QRadarWriteOptions & PasswordCheck): Promise<QRadarWritten>;
}

const MINUTE_MS = 60_000;

export function qradarProvision(parts: Parts): QRadarProvision {
  const { connection, users, staged, lists, resources } = parts;
  const { guideRole, ibmRole, profile } = idsByName(lists);

  async function stage(
    { role, securityProfile, inactivity_timeout, ...input }: ProvisionInput,
    { verify, deploy, ...call }: QRadarWriteOptions,
  ): Promise<QRadarWritten> {
    const { first_name, last_name, ...known } = input;
    if (first_name !== undefined || last_name !== undefined) {
      throw new InvalidInputError(
        "user.first_name and user.last_name: this console has IBM's resources, which know no such fields (IBM); leave them out, or use description. Nothing was created",
      );
    }
    if (!known.email)
      throw new InvalidInputError("user.email is required on a console with IBM's resources (IBM)");
    const body: StagedUserCreate = {
      ...known,
      email: known.email,
      user_role_id: await ibmRole(role, call),
      security_profile_id: await profile(securityProfile, call),
      ...(inactivity_timeout === undefined ? {} : { inactivity_timeout: inactivity_timeout * MINUTE_MS }),
    };
    const create = async (): Promise<QRadarWritten> => {
      const user = await staged.users.create(body, { ...call, ...(verify === undefined ? {} : { verify }) });
      const fields = Object.keys(body).filter((field) => field !== 'password');
      return { ...user, pending: { change: 'created', fields, todo: DEPLOY_TODO } };
    };
    if (!deploy) return create();
    const { password: _, ...sent } = body;
    return provisionInSteps<QRadarWritten>({
      name: input.username,
      sent: sent as unknown as QRadarWritten,
      create,
      steps: [
        {
          what: 'the deploy',
          async run({ pending: _, ...user }) {
            const isActive = () => holds(() => deployedUser(connection, user.id, body, call));
            return { ...user, deployed: await deployFor(user.id, deploy, { staged, users, call, isActive }) };
          },
        },
        {
          what: 'reading the deployed user',
          async run({ id, deployed }) {
            const user = await deployedUser(connection, id, body, call);
            return deployed ? { ...user, deployed } : user;
          },
        },
      ],
      advice: DEPLOY_TODO,
    });
  }

  return {
    async provision(given, all) {
      const { checkPassword, ...options } = deployOptions(all, { checkPassword: flag });
      const input = checkedProvision(given);
      const { verify, deploy: _, ...call } = options;
      if (checkPassword && input.password) await checkNewPassword(connection, input.password, call);
      return resources.choose<QRadarWritten>(
        {
          async guide() {
            const { role, securityProfile, ...user } = input;
            checkRequired('user', input, ['username', 'password']);
            // One after the other, as in the guide: a name that fails leaves no second call under way.
            const user_role = { id: await guideRole(role, call) };
            const security_profile = { id: await profile(securityProfile, call) };
            const { password: _, ...sent } = { ...user, user_role, security_profile };
            return provisionInSteps<QRadarWritten>({
              name: input.username,
              sent: sent as unknown as QRadarWritten,
              create: () =>
                users.create(
                  { ...user, user_role, security_profile },
                  { ...call, ...(verify === undefined ? {} : { verify }) },
                ),
              steps: [],
              advice: 'users.find(username) reads the user.',
            });
          },
          ibm: () => stage(input, options),
        },
        call,
      );
    },
  };
}

const REFERENCES = ['user_role', 'security_profile', 'user_role_id', 'security_profile_id'];
const PROVISION_FIELDS = [
  'role',
  'securityProfile',
  'extra',
  ...Object.keys({ ...inputFields.createUser, ...inputFields.createStagedUser }),
].filter((name) => !REFERENCES.includes(name));

/** Before the first look-up: a misspelt field or a role left out needs no call to be seen. */
function checkedProvision(input: ProvisionInput): ProvisionInput {
  checkRequired('user', input, []);
  const odd = Object.keys(input).find((name) => !PROVISION_FIELDS.includes(name));
  if (odd !== undefined) throw unknownName('user', odd, PROVISION_FIELDS);
  checkRequired('user', input, ['username', 'role', 'securityProfile']);
  return input;
}
