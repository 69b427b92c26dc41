import { shapes } from '../query/shapes.js';
import { answerItem, answerList } from './answer.js';
import { ApiError, CODES } from './errors.js';
import type { Call, OperationRoute } from './route.js';
import { versionDocuments } from './versions.js';

export const helpRoutes: readonly OperationRoute[] = [
  {
    operationId: 'listVersions',
    handle: (call) =>
      answerList(call, versionDocuments(call.state.settings.versions), {
        shape: shapes.version,
        view: (version) => version,
      }),
  },
  {
    operationId: 'getVersion',
    handle: (call) => {
      const id = call.id('version_id');
      const document = versionDocuments(call.state.settings.versions).find((version) => version.id === id);
      if (document === undefined) throw new ApiError(404, CODES.notFound, `No version has the id ${id}.`);
      return answerItem(call, document, { shape: shapes.version });
    },
  },
  {
    // The guide names the path only; no field of the answer is documented.
    operationId: 'getSystemInformation',
    handle: (call) =>
      Response.json({
        product: 'Rollcall QRadar sandbox',
        server_time: call.state.now,
        api_versions: alive(call),
      }),
  },
];

function alive(call: Call): string[] {
  return call.state.settings.versions.filter(({ removed }) => !removed).map(({ version }) => version);
}
