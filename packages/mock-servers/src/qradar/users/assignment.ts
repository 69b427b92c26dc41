import { integerField, textField } from '../http/body.js';
import type { Assignment } from '../state/model.js';

/** What a body changes of an assignment; each resource has its own way to name the role and the profile. */
export function assignmentChanges(
  body: Record<string, unknown>,
  { roleId, profileId }: { roleId: number | undefined; profileId: number | undefined },
): Partial<Assignment> {
  const tenantId = integerField(body, 'tenant_id');
  const description = textField(body, 'description');
  return {
    ...(roleId !== undefined && { user_role_id: roleId }),
    ...(profileId !== undefined && { security_profile_id: profileId }),
    ...(tenantId !== undefined && { tenant_id: tenantId }),
    ...(description !== undefined && { description }),
  };
}
