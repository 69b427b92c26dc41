import { randomUUID } from 'node:crypto';
import express from 'express';
import SCIMMY from 'scimmy';
import SCIMMYRouters from 'scimmy-routers';

// biome-ignore lint/suspicious/noExplicitAny: what scimmy hands over is what a client sent
type Stored = any;

/** scimmy-routers over a Map, as its documentation has it: handlers that keep, find and take out. */
export function scimmyApp(prefix: string, token: string) {
  const { Types, Resources } = SCIMMY as Stored;
  const serve = (declared: Stored, unique: string) => {
    const kept = new Map<string, Stored>();
    const folded = (of: Stored) => String(of[unique]).toLowerCase();
    declared
      .ingress((resource: Stored, data: Stored) => {
        const id = resource.id ?? randomUUID();
        if (resource.id && !kept.has(id)) throw new Types.Error(404, null, `Resource ${id} not found`);
        const plain = JSON.parse(JSON.stringify(data));
        const isTaken = [...kept].some(([other, each]) => other !== id && folded(each) === folded(plain));
        if (isTaken) throw new Types.Error(409, 'uniqueness', `${unique} is taken`);
        const meta = { ...kept.get(id)?.meta, lastModified: new Date().toISOString() };
        kept.set(id, { ...plain, id, meta: { created: meta.lastModified, ...meta } });
        return kept.get(id);
      })
      .egress((resource: Stored) => {
        if (resource.id) {
          if (!kept.has(resource.id)) throw new Types.Error(404, null, `Resource ${resource.id} not found`);
          return kept.get(resource.id);
        }
        const all = [...kept.values()];
        return resource.filter ? resource.filter.match(all) : all;
      })
      .degress((resource: Stored) => {
        if (!kept.delete(resource.id)) throw new Types.Error(404, null, `Resource ${resource.id} not found`);
      });
  };
  serve(
    Resources.declare(Resources.User).extend((SCIMMY as Stored).Schemas.EnterpriseUser, false),
    'userName',
  );
  serve(Resources.declare(Resources.Group), 'displayName');
  const app = express();
  app.use(
    prefix,
    new (SCIMMYRouters as Stored)({
      type: 'bearer',
      handler: (request: express.Request) => {
        if (request.header('Authorization') !== `Bearer ${token}`) throw new Error('This token is not known');
        return 'bench';
      },
    }),
  );
  return app;
}
