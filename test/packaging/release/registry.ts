import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../support/free-port.ts';
import { must } from '../packed/run.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

export interface Registry {
  readonly url: string;
  /** Environment in which npm and pnpm know no other registry than this one. */
  readonly env: NodeJS.ProcessEnv;
  close(): Promise<void>;
}

/**
 * A Verdaccio on the loopback, empty and open to whoever reaches it. Our scope is its own; everything else it fetches
 * from the registry that npm is set up for here. It never publishes onwards.
 */
export async function startRegistry(dir: string): Promise<Registry> {
  await must('pnpm', ['install', '--frozen-lockfile'], { cwd: here, timeoutMs: 300_000 });
  mkdirSync(dir, { recursive: true });
  const port = await freePort(); // Verdaccio does not tell which port it got when asked for any
  const url = `http://127.0.0.1:${port}/`;
  const config = {
    storage: join(dir, 'storage'),
    auth: { htpasswd: { file: join(dir, 'htpasswd'), max_users: -1 } },
    uplinks: { usual: { url: (await must('npm', ['config', 'get', 'registry'], { cwd: dir })).trim() } },
    packages: {
      '@rollcall/*': { access: '$all', publish: '$all' },
      '**': { access: '$all', proxy: 'usual' },
    },
    log: { type: 'file', path: join(dir, 'verdaccio.log'), level: 'warn' },
    max_body_size: '50mb',
    web: { enable: false },
  };
  // JSON is YAML.
  writeFileSync(join(dir, 'config.yaml'), JSON.stringify(config));
  const bin = join(here, 'node_modules/verdaccio/bin/verdaccio');
  const args = [bin, '--config', 'config.yaml', '--listen', `127.0.0.1:${port}`];
  const server = spawn(process.execPath, args, { cwd: dir, stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
  await answering(`${url}-/ping`, ended);
  return {
    url,
    env: environment(dir, url),
    async close() {
      server.kill();
      await ended;
    },
  };
}

/** Says it in every way that npm and pnpm listen to: a rehearsal must not reach a real registry by any of them. */
function environment(dir: string, url: string): NodeJS.ProcessEnv {
  const userconfig = join(dir, 'npmrc');
  const lines = [
    `registry=${url}`,
    `@rollcall:registry=${url}`,
    // npm and pnpm publish with some token only; this registry asks for none.
    `${url.replace('http:', '')}:_authToken=rehearsal`,
  ];
  writeFileSync(userconfig, `${lines.join('\n')}\n`);
  // npx and pnpm hand their own settings down in either case of letters; nobody has an OIDC identity here.
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(actions_id_token|p?npm_config_.*(registry|userconfig|token))/i.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    npm_config_userconfig: userconfig,
    npm_config_registry: url,
    pnpm_config_registry: url,
  };
}

async function answering(url: string, ended: Promise<void>): Promise<void> {
  let over = false;
  void ended.then(() => {
    over = true;
  });
  while (!over) {
    const ok = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the registry ended before it answered');
}
