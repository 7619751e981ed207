/** Columns of text as Junos prints them: left-aligned, two blanks apart, no lines, no trailing blanks. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [headings, ...rows].map((cells) => `${line(cells)}\n`).join('');
}

/** `text` with `margin` before each line that is not empty. */
export function indent(text: string, margin: string): string {
  return text.replace(/^(?=.)/gm, margin);
}

/** A message with its device in front, where it does not begin with it. */
export function withDevice(hostname: string | undefined, message: string): string {
  return hostname === undefined || message.startsWith(hostname) ? message : `${hostname}: ${message}`;
}
