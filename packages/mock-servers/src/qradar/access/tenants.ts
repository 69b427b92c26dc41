import { answerItem, answerList } from '../http/answer.js';
import { requireCapability } from '../http/auth.js';
import { ApiError, CODES } from '../http/errors.js';
import type { OperationRoute } from '../http/route.js';
import { shapes } from '../query/shapes.js';
import type { TenantRecord } from '../state/model.js';

/** Deleted tenants stay in the list, marked (IBM). */
export const tenantRoutes: readonly OperationRoute[] = [
  {
    operationId: 'listTenants',
    handle: (call) => {
      requireCapability(call.caller, 'ADMIN', 'SAASADMIN');
      return answerList(call, [...call.state.tenants.values()], { shape: shapes.tenant, view: tenantView });
    },
  },
  {
    operationId: 'getTenant',
    handle: (call) => {
      requireCapability(call.caller, 'ADMIN', 'SAASADMIN');
      const id = call.id('tenant_id');
      const tenant = call.state.tenants.get(id);
      if (tenant === undefined) throw new ApiError(404, CODES.notFound, `No tenant has the id ${id}.`);
      return answerItem(call, tenantView(tenant), { shape: shapes.tenant });
    },
  },
];

function tenantView({ domain_ids: _, ...tenant }: TenantRecord) {
  return tenant;
}
