/** Text that somebody else made, for example an error of a device, without the secrets that it repeats. */
import { quoteWord } from '../junos/tree/words';
import { MASK } from './mask';
import { withoutPrivateKeys } from './private-key-text';

/** So many characters of a secret in a row are taken for a part of it: whoever repeats it may cut it off, at either end. */
const PIECE = 8;

/** Shorter secrets are masked as words of their own only: anything else would make holes in the text around. */
const SHORTEST_IN_WORDS = 5;

/** A secret as a device encodes it, which tells it to everybody (`$9$`) or to who has the master password (`$8$`). */
const ENCODED = /\$[89]\$[^\s"';<>]+/g;

/** Every `PIECE` characters in a row of every secret, in every form. */
const pieces = new Set<string>();
/** Secrets with fewer characters, and expressions that find them. */
const short = new Map<string, RegExp>();

/** Has `scrub` mask a secret from now on; a login's, or one that goes onto a device. */
export function keepOutOfMessages(secret: string): void {
  for (const form of formsOf(secret)) {
    if (form.length < PIECE) short.set(form, expressionFor(form));
    for (let at = 0; at + PIECE <= form.length; at += 1) pieces.add(form.slice(at, at + PIECE));
  }
}

/**
 * The text with a mask for every secret in it that is known, whole, cut off or with something glued to it, and for private
 * keys and what a device encodes.
 */
export function scrub(text: string): string {
  const scrubbed = withoutShort(withoutPieces(text)).replace(ENCODED, MASK);
  return scrubbed.includes('PRIVATE KEY') ? withoutPrivateKeys(scrubbed) : scrubbed;
}

function withoutPieces(text: string): string {
  if (pieces.size === 0) return text;
  let shown = '';
  /** Up to where the text is shown or masked. */
  let done = 0;
  for (let at = 0; at + PIECE <= text.length; at += 1) {
    if (!pieces.has(text.slice(at, at + PIECE))) continue;
    if (at > done) shown += text.slice(done, at);
    if (at > done || shown === '') shown += MASK;
    done = at + PIECE;
  }
  return shown + text.slice(done);
}

function withoutShort(text: string): string {
  let scrubbed = text;
  for (const [form, expression] of short) if (scrubbed.includes(form)) scrubbed = scrubbed.replace(expression, MASK);
  return scrubbed;
}

/** As it is, and as it stands in set lines, in JSON and in XML. */
function formsOf(secret: string): Set<string> {
  const inQuotes = secret.replace(/["\\]/g, '\\$&');
  const inXml = secret.replace(/[&<>]/g, (sign) => XML[sign] ?? sign);
  const inSetLine = PRINTABLE.test(secret) ? quoteWord(secret) : secret;
  return new Set([secret, inQuotes, inXml, inSetLine].filter((form) => form !== ''));
}

const PRINTABLE = /^[^\p{Cc}\p{Cs}\u2028\u2029\ufffe\uffff]+$/u;
const XML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function expressionFor(form: string): RegExp {
  const literal = form.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
  return new RegExp(form.length < SHORTEST_IN_WORDS ? `(?<!\\w)${literal}(?!\\w)` : literal, 'g');
}
