/**
 * One text for a route distinguisher or route target that can be spelt in two ways: the `L` after an AS number that needs
 * four bytes anyway says nothing, after a smaller one it does.
 */
export function wireForm(text: string): string {
  return text.replace(/(^|:)(\d+)L:/, (spelt, before: string, asn: string) =>
    Number(asn) > 65535 ? `${before}${asn}:` : spelt,
  );
}
