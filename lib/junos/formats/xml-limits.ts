/**
 * What is refused before an XML document is read. What is read takes up to thirty bytes for a character of text and a
 * hundred for a tag, so that a document of few megabytes could take the memory and the time of everybody else.
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
}

function occursMoreOften(text: string, sign: string, limit: number): boolean {
  let times = 0;
  for (let at = text.indexOf(sign); at >= 0 && times <= limit; at = text.indexOf(sign, at + 1)) times += 1;
  return times > limit;
}
