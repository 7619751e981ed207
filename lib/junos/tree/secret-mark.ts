/** How Junos says that the value of a statement is a secret. */

/** What a device prints behind such a statement in curly text, and in set lines. */
export const SECRET_MARK = '## SECRET-DATA';

/** What it prints in place of the value for a login that may not see secrets, in every form. */
export const HIDDEN_SECRET = '/* SECRET-DATA */';

/** A set line without the mark at its end, and whether it had one. Some releases put a semicolon in front of it. */
export function withoutSecretMark(line: string): { readonly text: string; readonly isMarked: boolean } {
  const trimmed = line.trimEnd();
  if (!trimmed.endsWith(SECRET_MARK)) return { text: line, isMarked: false };
  const text = trimmed.slice(0, -SECRET_MARK.length).trimEnd();
  return { text: text.endsWith(';') ? text.slice(0, -1) : text, isMarked: true };
}
