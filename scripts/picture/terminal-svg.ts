/** Colours of a dark terminal, by the number that ANSI has for each. */
const COLORS: Readonly<Record<string, string>> = {
  '31': '#ff7b72',
  '32': '#7ee787',
  '33': '#e3b341',
  '34': '#79c0ff',
  '35': '#d2a8ff',
  '36': '#56d4dd',
  '37': '#e6edf3',
};
const TEXT = '#e6edf3';
const DIM = '#8b949e';
const LINE = 19;
const CHARACTER = 7.85;
const MARGIN = 18;

interface Style {
  bold: boolean;
  dim: boolean;
  color: string | undefined;
}

/** A picture of what a terminal showed, from text with ANSI's marks for bold, dim and colour. */
export function terminalSvg(lines: readonly string[], title: string): string {
  const plain = lines.map((line) => line.replaceAll(MARK, ''));
  const width = Math.ceil(Math.max(...plain.map((line) => line.length)) * CHARACTER) + 2 * MARGIN;
  const height = lines.length * LINE + 2 * MARGIN;
  const style: Style = { bold: false, dim: false, color: undefined };
  const rows = lines.map(
    (line, index) => `<text x="${MARGIN}" y="${MARGIN + 14 + index * LINE}">${spans(line, style)}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>${escaped(title)}</title>
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13" fill="${TEXT}">
${rows.join('\n')}
</g>
</svg>
`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: ANSI's marks begin with one
const MARK = /\u001b\[([\d;]*)m/g;

/** One line's pieces, each in the style that the marks before it have set; the style goes on in the next line. */
function spans(line: string, style: Style): string {
  let from = 0;
  let text = '';
  const take = (to: number) => {
    if (to > from) text += span(line.slice(from, to), style);
  };
  for (const mark of line.matchAll(MARK)) {
    take(mark.index);
    for (const code of (mark[1] ?? '').split(';')) apply(code, style);
    from = mark.index + mark[0].length;
  }
  take(line.length);
  return text;
}

function apply(code: string, style: Style): void {
  if (code === '' || code === '0') Object.assign(style, { bold: false, dim: false, color: undefined });
  else if (code === '1') style.bold = true;
  else if (code === '2') style.dim = true;
  else if (code === '22') Object.assign(style, { bold: false, dim: false });
  else if (code === '39') style.color = undefined;
  else if (COLORS[code]) style.color = COLORS[code];
  else throw new Error(`the picture has no colour for ANSI's ${code}`);
}

function span(text: string, { bold, color, dim }: Style): string {
  const fill = color ?? (dim ? DIM : undefined);
  const attributes = `${fill ? ` fill="${fill}"` : ''}${bold ? ' font-weight="bold"' : ''}`;
  return attributes ? `<tspan${attributes}>${escaped(text)}</tspan>` : escaped(text);
}

/** As XML, with spaces that no renderer folds: Chromium does not know `xml:space` any more. */
function escaped(text: string): string {
  return text
    .replaceAll(' ', '\u00a0')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
