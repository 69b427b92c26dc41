import { answerItem, answerList, booleanQuery } from '../http/answer.js';
import { ApiError } from '../http/errors.js';
import type { Call, OperationRoute } from '../http/route.js';
import { shapes } from '../query/shapes.js';
import type { ServiceRecord } from '../state/model.js';
import { serviceReadView } from './service-view.js';
import { createService, updateService } from './service-write.js';

/** Machine accounts: their tokens outlive the user who made them (QRadar guide). */
export const authorizedServiceRoutes: readonly OperationRoute[] = [
  { operationId: 'listAuthorizedServices', handle: listServices },
  { operationId: 'createAuthorizedService', handle: createService },
  { operationId: 'getAuthorizedService', handle: getService },
  {
    operationId: 'updateAuthorizedService',
    handle: (call) => updateService(call, findService(call, 95104001)),
  },
  { operationId: 'deleteAuthorizedService', handle: deleteService },
];

/** A caller with Administrator Manager sees all services, any other itself and those that it created (IBM). */
function maySee(call: Call, service: ServiceRecord): boolean {
  const { caller } = call;
  return (
    caller.has('ADMINMANAGER') || service.created_by === caller.name || service.id === caller.service?.id
  );
}

function findService(call: Call, notFound: number): ServiceRecord {
  const id = call.id();
  const service = call.state.services.get(id);
  if (service !== undefined && maySee(call, service)) return service;
  throw new ApiError(404, notFound, `No authorized service has the id ${id}.`);
}

function listServices(call: Call): Response {
  const onlyCurrent = booleanQuery(call, 'current_authorized_service');
  const services = [...call.state.services.values()].filter((service) =>
    onlyCurrent ? service.id === call.caller.service?.id : maySee(call, service),
  );
  return answerList(call, services, {
    shape: shapes.authorizedService,
    view: (service) => serviceReadView(service, call.state),
  });
}

function getService(call: Call): Response {
  const service = findService(call, 95101001);
  return answerItem(call, serviceReadView(service, call.state), { shape: shapes.authorizedService });
}

/** IBM documents only the failures; 204 is the spec's choice. */
function deleteService(call: Call): Response {
  const service = findService(call, 95105001);
  if (service.id === call.caller.service?.id) {
    throw new ApiError(403, 95105002, 'An authorized service cannot delete itself.');
  }
  call.state.services.delete(service.id);
  return new Response(null, { status: 204 });
}
