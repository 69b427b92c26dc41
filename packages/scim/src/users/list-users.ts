import type { RequestContext } from '../context.js';
import type { ListQuery } from '../http/list-query.js';
import { listResources } from '../http/list-resources.js';
import type { JsonObject } from '../protocol/json.js';
import { userType } from '../protocol/schema/resource-types.js';
import { everybody } from './everybody.js';

/** One page of people. */
export const listUsers = (context: RequestContext, query: ListQuery): Promise<JsonObject> =>
  listResources(context, query, {
    type: userType,
    served: () => context.system.served,
    key: 'Users',
    all: (filter, sort) => everybody(context, filter, sort),
  });
