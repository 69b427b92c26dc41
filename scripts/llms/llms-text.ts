export interface Described {
  readonly name: string;
  readonly description: string;
  readonly readme: string;
  /** The API report. */
  readonly api: string;
  readonly pages: readonly { readonly path: string; readonly text: string }[];
}

/** A package's llms.txt: what it is, one example, what each entry point exports, and which page tells what. */
export function llmsText({ name, description, readme, api, pages }: Described): string {
  const parts = [`# ${name}`, `> ${description}`];
  const example = /^```(?:ts|js)\n[\s\S]*?^```/m.exec(readme)?.[0];
  if (example) parts.push(example);
  parts.push('## Entry points', entryPoints(api).join('\n'));
  const told = [{ path: 'README.md', text: readme }, ...pages].map(({ path, text }) => pageLine(path, text));
  parts.push('## Pages', told.join('\n'));
  return `${parts.join('\n\n')}\n`;
}

/** Each entry point with the values that it exports, as the API report has them; types come with what is called. */
function entryPoints(api: string): string[] {
  return api
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const entry = /^`([^`]+)`/.exec(section)?.[1];
      const declared = section.matchAll(/^export (?:abstract )?(?:class|function|const|enum) (\w+)/gm);
      const listed = [...section.matchAll(/^export \{ ([^}]+) \}/gm)].flatMap(([, names = '']) =>
        names.split(/,\s*/),
      );
      const names = new Set([...[...declared].map(([, exported = '']) => exported), ...listed]);
      if (!entry || names.size === 0) {
        throw new Error(`api.md has an entry point without exports: ${section.slice(0, 60)}`);
      }
      return `- \`${entry}\`: ${[...names].sort().join(', ')}`;
    });
}

/** A link to a page, by its title, with its first sentence. */
function pageLine(path: string, text: string): string {
  const title = /^# (.*)$/m.exec(text)?.[1];
  if (!title) throw new Error(`${path} has no title`);
  const prose = text
    .replaceAll(/^```[\s\S]*?^```\n?/gm, '')
    .split('\n')
    .map((line) => line.replace(/^\d{4}-\d\d-\d\d\. /, '')) // the day of a decision
    .find((line) => /^[A-Z`]/.test(line));
  const sentence = prose ? (/^.*?\.(?= |$)/.exec(prose)?.[0] ?? prose) : '';
  return `- [${title}](${path})${sentence ? `: ${sentence}` : ''}`;
}
