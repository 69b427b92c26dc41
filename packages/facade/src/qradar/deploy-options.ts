import { waitRules } from '../polling.js';
import { checkOptions, type Rule } from '../util/check-options.js';
import { writeOptions } from '../written/write-options.js';
import type { QRadarWriteOptions } from './written.js';

const aDeploy: Rule = (value) =>
  typeof value === 'boolean' || (typeof value === 'object' && value !== null)
    ? undefined
    : 'true, false or how to wait';

/** The options of a verb that deploys when asked, checked before anything is staged. */
export function deployOptions<Options extends QRadarWriteOptions>(
  given: Options | undefined,
  own: Readonly<Record<string, Rule>> = {},
): Partial<Options> {
  const options = writeOptions(given, { ...own, deploy: aDeploy });
  if (typeof options.deploy === 'object') checkOptions('deploy', options.deploy, waitRules, 'deploy.');
  return options;
}
