import { styleText } from 'node:util';
import { describe, expect, it } from 'vitest';
import { terminalSvg } from './terminal-svg.ts';

const style = (format: Parameters<typeof styleText>[0], text: string) =>
  styleText(format, text, { validateStream: false });

/** The picture, with plain spaces in the place of those that are kept. */
const picture: typeof terminalSvg = (lines, title) => terminalSvg(lines, title).replaceAll('\u00a0', ' ');

describe('the picture of a terminal', () => {
  it('shows the text in its colours, whatever XML thinks of it', () => {
    const svg = picture([`${style('green', '✓')} <a> & ${style(['bold', 'cyan'], 'b')}`], 'a run');
    expect(svg).toContain(
      '<tspan fill="#7ee787">✓</tspan> &lt;a&gt; &amp; <tspan fill="#56d4dd" font-weight="bold">b</tspan>',
    );
    expect(svg).toContain('<title>a run</title>');
  });

  it('is as wide as its longest line and as high as its lines', () => {
    const size = (lines: string[]) =>
      (/width="(\d+)" height="(\d+)"/.exec(terminalSvg(lines, 'x')) ?? []).slice(1).map(Number);
    const [width = 0, height = 0] = size(['short']);
    expect(size(['short', 'a longer line'])[0]).toBeGreaterThan(width);
    expect(size(['short', 'short'])[1]).toBe(height + 19);
    expect(size([style('red', 'short')])).toEqual([width, height]);
  });

  it('refuses a colour that it does not know, where it would show another', () => {
    expect(() => terminalSvg([style('bgRed', 'x')], 'x')).toThrow("no colour for ANSI's 41");
  });
});
