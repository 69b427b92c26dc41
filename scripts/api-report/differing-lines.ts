/** Lines that only one of two texts has, as often as it has them more, in the order of the texts. */
export function differingLines(before: string, after: string): string[] {
  const [gone, come] = [before.split('\n'), after.split('\n')];
  return [
    ...surplus(gone, come).map((line) => `- ${line}`),
    ...surplus(come, gone).map((line) => `+ ${line}`),
  ];
}

function surplus(lines: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0 && line.trim() !== '';
  });
}
