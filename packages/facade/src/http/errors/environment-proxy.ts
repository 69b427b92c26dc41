interface Host {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly execArgv?: readonly string[];
}

/** The proxy that Node's own `fetch` takes from the environment (`NODE_USE_ENV_PROXY`, Node 24), without its credentials. */
export function environmentProxy({ protocol }: URL): URL | undefined {
  const { env = {}, execArgv = [] } = (globalThis as { process?: Host }).process ?? {};
  const used = env.NODE_USE_ENV_PROXY === '1' || execArgv.includes('--use-env-proxy');
  const name = protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  const proxy = env[name] ?? env[name.toUpperCase()];
  if (!used || !proxy || !URL.canParse(proxy)) return undefined;
  const url = new URL(proxy);
  url.username = '';
  url.password = '';
  return url;
}
