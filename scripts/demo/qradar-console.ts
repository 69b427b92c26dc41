import { createQRadar, type QRadar, type QRadarOptions } from '@rollcall/facade/qradar';
import type { Stage } from './demo.ts';
import type { Story } from './story.ts';

/** A console named by environment variables. */
export function realConsole(env: Readonly<Record<string, string | undefined>>) {
  const baseUrl = env.ROLLCALL_QRADAR_URL;
  if (!baseUrl) return undefined;
  const {
    ROLLCALL_QRADAR_TOKEN: token,
    ROLLCALL_QRADAR_USERNAME: username = '',
    ROLLCALL_QRADAR_PASSWORD: password = '',
  } = env;
  return { baseUrl, auth: token ? { secToken: token } : { username, password } };
}

/** A client that finds out by itself what the console has; what it calls deprecated is told at the end. */
export function consoleOf(
  story: Story,
  { auth, baseUrl }: Stage,
): { qradar: QRadar; tellDeprecations(): void } {
  const deprecations = new Set<string>();
  const qradar = createQRadar({
    baseUrl,
    auth: (auth ?? { secToken: 'sandbox-token' }) as QRadarOptions['auth'],
    logger: story.logger,
    onDeprecated: ({ value, version }) => void deprecations.add(`Version ${version}: Deprecated ${value}`),
  });
  return {
    qradar,
    tellDeprecations() {
      for (const notice of deprecations) story.note(`the console says: ${notice}`);
    },
  };
}
