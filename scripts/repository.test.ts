import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { root } from './root.ts';

// Two files that say the same have to agree, where no tool would notice that they do not.

interface Workflow {
  permissions: Record<string, string>;
  jobs: Record<
    string,
    {
      permissions?: Record<string, string>;
      strategy?: { matrix: { step: string[] } };
      steps: { uses?: string; run?: string; env?: Record<string, string>; with?: Record<string, unknown> }[];
    }
  >;
}

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const workflow = (name: string) => parse(read(`.github/workflows/${name}`)) as Workflow;

describe('the workflows', () => {
  const files = readdirSync(join(root, '.github/workflows'));

  it.each(files)('%s: name every action by the commit of a release', (file) => {
    const uses = read(`.github/workflows/${file}`)
      .split('\n')
      .filter((line) => /\buses:/.test(line));
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses)
      expect(line).toMatch(/uses: [\w-]+\/[\w-]+(\/[\w-]+)?@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('run every step of .ci/run, each in a job of its own', () => {
    const steps = execFileSync('bash', [join(root, '.ci/run'), '--list'], { encoding: 'utf8' })
      .trim()
      .split('\n');
    expect(workflow('ci.yml').jobs.ci?.strategy?.matrix.step).toEqual(steps);
  });

  it('let only the job that publishes identify itself, and let it build nothing', () => {
    const { permissions, jobs } = workflow('release.yml');
    expect(permissions).toEqual({});
    const trusted = Object.entries(jobs).filter(([, job]) => job.permissions?.['id-token']);
    expect(trusted.map(([name]) => name)).toEqual(['publish']);
    const commands = jobs.publish?.steps.flatMap(({ run }) => run ?? []) ?? [];
    expect(commands).toHaveLength(1);
    expect(commands[0]).toMatch(/pnpm install --frozen-lockfile --ignore-scripts$/);
  });

  it('let the job that builds write nothing and keep no credential', () => {
    const build = workflow('release.yml').jobs.build;
    expect(build?.permissions).toEqual({ contents: 'read' });
    expect(build?.steps[0]?.with).toMatchObject({ 'persist-credentials': false });
    expect(build?.steps.filter(({ env }) => env)).toEqual([]);
  });
});

describe('the issue forms', () => {
  it('let everybody name the package that goes wrong', () => {
    const { body } = parse(read('.github/ISSUE_TEMPLATE/1-call-goes-wrong.yml')) as {
      body: { id: string; attributes: { options?: string[] } }[];
    };
    const options = body.find(({ id }) => id === 'package')?.attributes.options?.join(' ') ?? '';
    const packages = readdirSync(join(root, 'packages'));
    expect(packages.filter((name) => !new RegExp(`\\b${name}\\b`).test(options))).toEqual([]);
  });
});

describe('the Node of the tools', () => {
  const brought = JSON.parse(read('package.json')).devDependencies.node as string;

  it('is what pnpm takes it to be', () => {
    expect(parse(read('pnpm-workspace.yaml')).nodeVersion).toBe(brought);
  });

  it('is what .nvmrc gives', () => {
    expect(read('.nvmrc').trim()).toBe(brought.split('.')[0]);
  });
});
