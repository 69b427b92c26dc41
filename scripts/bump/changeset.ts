import type { AffectedPackage } from './affected.ts';
import type { Change, Impact } from './change.ts';
import { bumpFor } from './semver.ts';

export interface Release {
  readonly title: string;
  readonly oldVersion: string;
  readonly newVersion: string;
  readonly packages: readonly AffectedPackage[];
  readonly changes: readonly Change[];
  /** Lines of the compiler about yesterday's code against today's types. */
  readonly broken: readonly string[];
}

const HEADINGS: Record<Impact, string> = {
  breaking: 'Breaking',
  feature: 'New',
  fix: 'Without effect on code',
};

/** A changeset file: the packages with their bumps, then the list of what changed, for people. */
export function changesetOf(release: Release): string {
  const bumps = release.packages.map(({ name, version, impact }) => `'${name}': ${bumpFor(version, impact)}`);
  return ['---', ...bumps, '---', '', describe(release), ''].join('\n');
}

function describe({ title, oldVersion, newVersion, changes, broken }: Release): string {
  const parts = [`${title}: the API as of ${newVersion}, before ${oldVersion}.`];
  for (const impact of ['breaking', 'feature', 'fix'] as const) {
    const here = changes.filter((each) => each.impact === impact);
    const lines = [...here.filter(({ subject }) => subject !== 'text').map(line), ...words(here)];
    if (lines.length > 0) parts.push(`**${HEADINGS[impact]}**`, lines.join('\n'));
  }
  if (broken.length > 0) {
    const intro = 'Code that compiled against the types before and no longer does:';
    parts.push('**What the compiler says**', `${intro}\n\n${broken.map((each) => `- ${each}`).join('\n')}`);
  }
  return parts.join('\n\n');
}

function line({ text, places, pointer }: Change): string {
  const where = places.length > 0 ? ` — ${fewest(places)}` : '';
  return `- ${text}${where} (\`${pointer}\`)`;
}

/** Of many places the first ones: the pointer says where to look for all. */
function fewest(places: readonly string[]): string {
  const most = 8;
  if (places.length <= most) return places.join(', ');
  return `${places.slice(0, most).join(', ')} and ${places.length - most} more`;
}

/** Descriptions and examples: one line for all, since nobody's code depends on them. */
function words(changes: readonly Change[]): string[] {
  const texts = changes.filter(({ subject }) => subject === 'text');
  if (texts.length === 0) return [];
  return [`- descriptions, examples or notes in ${texts.length} ${texts.length === 1 ? 'place' : 'places'}`];
}
