/** Escaping of text for XML 1.0; apart from the parser, so that what only writes XML needs no parser. */
import { notAnXmlCharacter } from './errors';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** Character data for `text`. `>` is always escaped, so that no text can hold the end-of-message mark of NETCONF 1.0. */
export function escapeXmlText(text: string): string {
  if (PLAIN.test(text)) return text;
  return requireXmlCharacters(text).replace(/[&<>\r]/g, (character) => ESCAPES[character] ?? character);
}

/** The common case, decided at once. */
const PLAIN = /^[\w ./:()-]*$/;

/** The inside of a double-quoted attribute value for `text`, white space kept through normalisation. */
export function escapeXmlAttribute(text: string): string {
  return requireXmlCharacters(text).replace(/[&<>"\t\n\r]/g, (character) => ESCAPES[character] ?? character);
}

const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

function requireXmlCharacters(text: string): string {
  const found = FORBIDDEN.exec(text);
  if (found !== null) throw notAnXmlCharacter(text, found[0].codePointAt(0) ?? 0);
  return text;
}
