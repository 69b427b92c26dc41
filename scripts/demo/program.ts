import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { rollcallArgs } from '../rollcall.ts';
import { expect, type Story } from './story.ts';

/** The last chapter: the program `rollcall`, as one types it. Each command starts sandboxes of its own. */
export async function tellProgram(story: Story): Promise<void> {
  story.chapter('The program rollcall', 'for those who do not write TypeScript', []);
  await story.step('Who has what where, and what is wrong with it', async () => {
    const { code, output } = await rollcall(story, 'report', '--sandbox');
    expect(code === 0, `report ends with ${code}`);
    expect(/Dan Novak left and still has dnovak/.test(output), 'the report does not name the leaver');
    return `exit code ${code}; Dan Novak left, and is still everywhere`;
  });
  await story.step('What should change, and why; nothing is written', async () => {
    const { code, output } = await rollcall(story, 'plan', '--sandbox');
    expect(code === 2, `plan ends with ${code}`);
    expect(/- remove dnovak/.test(output), 'the plan does not remove the leaver');
    return `exit code ${code}: there is something to do`;
  });
  await story.step('Dan Novak out of all four, with the evidence that one files', async () => {
    const { code, output } = await rollcall(story, 'leave', 'dnovak', '--sandbox', '--yes');
    expect(code === 0, `leave ends with ${code}`);
    expect((output.match(/absence-confirmed/g) ?? []).length === 4, 'not all four confirm that he is gone');
    return `exit code ${code}; four systems confirm that he is gone`;
  });
}

async function rollcall(story: Story, ...args: string[]): Promise<{ code: number; output: string }> {
  story.command(`rollcall ${args.join(' ')}`);
  const child = spawn(process.execPath, [...rollcallArgs(), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
  const output = await text(child.stdout);
  story.output(output);
  return { code: await ended, output };
}
