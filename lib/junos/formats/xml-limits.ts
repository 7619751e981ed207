/**
 * What is refused before an XML document is read. fast-xml-parser takes some forty bytes for a character of text and a
 * hundred for a tag, so that a document of few megabytes can take the memory and the time of everybody else.
 */
import { malformedXml } from '../errors';

/** Longest document. The full configuration of a QFX has a tenth of it, the largest routing tables of a fabric a third. */
export const MAX_XML_CHARACTERS = 16 * 1024 * 1024;

/** Most tags, opening and closing ones. Five full QFX configurations have fewer. */
export const MAX_XML_TAGS = 1_000_000;

/** Most references such as `&amp;`: each is a text of its own until all are put together. */
export const MAX_XML_REFERENCES = 500_000;

/** Most attributes of one element. Elements of Junos have fewer than ten; the root declares some namespaces more. */
export const MAX_XML_ATTRIBUTES = 200;

/** @throws malformedXml */
export function requireWithinLimits(text: string): void {
  if (text.length > MAX_XML_CHARACTERS) throw malformedXml(`it has more than ${MAX_XML_CHARACTERS} characters`);
  if (occursMoreOften(text, '<', MAX_XML_TAGS)) throw malformedXml(`it has more than ${MAX_XML_TAGS} tags`);
  if (occursMoreOften(text, '&', MAX_XML_REFERENCES)) {
    throw malformedXml(`it has more than ${MAX_XML_REFERENCES} references such as &amp;`);
  }
  requireFewAttributes(text);
}

function occursMoreOften(text: string, sign: string, limit: number): boolean {
  let times = 0;
  for (let at = text.indexOf(sign); at >= 0 && times <= limit; at = text.indexOf(sign, at + 1)) times += 1;
  return times > limit;
}

/** What looks like a tag, but is not one, with the sign it ends in. */
const NO_TAGS = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

function requireFewAttributes(text: string): void {
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const [, end] = NO_TAGS.find(([start]) => text.startsWith(start, at)) ?? [];
    if (end === undefined) at = endOfTag(text, at + 1);
    else at = endOf(text, text.indexOf(end, at + 1));
  }
}

/** Where the tag is over, whose attributes are counted on the way: their values may hold a `>`, and then in quotes. */
function endOfTag(text: string, start: number): number {
  let attributes = 0;
  let quote = '';
  for (let at = start; at < text.length; at += 1) {
    const sign = text[at];
    if (quote !== '') {
      if (sign === quote) quote = '';
    } else if (sign === '>') return at;
    else if (sign === '"' || sign === "'") {
      quote = sign;
      attributes += 1;
      if (attributes > MAX_XML_ATTRIBUTES) {
        throw malformedXml(`an element has more than ${MAX_XML_ATTRIBUTES} attributes`);
      }
    }
  }
  return text.length;
}

/** The end of the text where there is no such place: what never ends is not well formed, as will be found. */
function endOf(text: string, found: number): number {
  return found < 0 ? text.length : found;
}
