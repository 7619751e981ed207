/** An AS number as Junos takes it, `65001` or `1.10`; undefined when it is none. */
export function readAsNumber(text: string): number | undefined {
  const match = /^(?:(\d{1,5})\.)?(\d{1,10})$/.exec(text);
  return match === null ? undefined : Number(match[1] ?? 0) * 65536 + Number(match[2]);
}
