import type { ServiceRecord } from '../state/model.js';
import { asAnswered } from '../state/resources.js';
import type { QRadarState } from '../state/state.js';

/** A service by the documents of the console's kind: the guide's `name` and nested role, IBM's `label` and flat ids. No token. */
export function serviceView(service: ServiceRecord, state: QRadarState): Record<string, unknown> {
  const { token: _token, ...fields } = service;
  const view = {
    ...fields,
    name: service.label,
    user_role: { id: service.user_role_id, name: state.roles.get(service.user_role_id)?.name ?? '' },
  };
  return asAnswered(view, 'AuthorizedService', state.settings.resources);
}

/** As a GET answers it: the guide shows the token "depending on the version", IBM never (`tokenInGet`). */
export function serviceReadView(service: ServiceRecord, state: QRadarState): Record<string, unknown> {
  const view = serviceView(service, state);
  return state.settings.tokenInGet ? { ...view, token: service.token } : view;
}
