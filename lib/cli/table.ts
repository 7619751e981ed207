/** Columns of text as Junos prints them: left-aligned, two blanks apart, no lines, no trailing blanks. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  return [headings, ...rows].map(columns(widths)).join('');
}

/** A line of such columns, for a table whose rows are not all known yet. */
export function columns(widths: readonly number[]): (cells: readonly string[]) => string {
  return (cells) => {
    const padded = cells.map((cell, column) => cell.padEnd(widths[column] ?? 0));
    return `${padded.join('  ').trimEnd()}\n`;
  };
}

/** `text` with `margin` before each line that is not empty. */
export function indent(text: string, margin: string): string {
  return text.replace(/^(?=.)/gm, margin);
}

/** A message with its device in front, where it does not begin with it. */
export function withDevice(hostname: string | undefined, message: string): string {
  return hostname === undefined || message.startsWith(hostname) ? message : `${hostname}: ${message}`;
}
