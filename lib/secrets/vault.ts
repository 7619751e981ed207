/**
 * Secrets while the process runs. Everything outside this folder handles a concealed secret: a word without meaning that
 * is the same for the same secret, so that it can be compared, printed in a configuration and changed back into the secret
 * at the last moment. Nobody outside the process can do anything with it, and the next process makes other words.
 */
import { randomBytes } from 'node:crypto';
import { quoteWord } from '../junos/tree/words';
import { escapeXmlText } from '../junos/formats/xml-escape';
import { MASK } from './mask';
import { keepOutOfMessages } from './scrub';

/** No one can guess it: a configuration that names a concealed secret would be given the secret. */
const NONCE = randomBytes(12).toString('hex');
const PREFIX = `junos-fabric-concealed-${NONCE}-`;
const CONCEALED = new RegExp(`"?${PREFIX}(\\d+)"?`, 'g');

const secrets: string[] = [];
const numbers = new Map<string, number>();

/** The word for a secret; the same for the same secret. */
export function conceal(secret: string): string {
  let number = numbers.get(secret);
  if (number === undefined) {
    number = secrets.push(secret) - 1;
    numbers.set(secret, number);
    keepOutOfMessages(secret);
  }
  return `${PREFIX}${number}`;
}

/** The secret behind a word that `conceal` made; undefined for any other. */
export function revealed(word: string): string | undefined {
  return word.startsWith(PREFIX) ? secrets[Number(word.slice(PREFIX.length))] : undefined;
}

/** Text with the secrets in it, as it goes to a device and nowhere else. */
export function revealIn(text: string, format: 'set' | 'text' | 'xml'): string {
  const written = format === 'xml' ? escapeXmlText : quoteWord;
  return text.replace(CONCEALED, (_word, number: string) => written(secrets[Number(number)] ?? ''));
}

/** Text with a mask for every concealed secret, for people. */
export function mask(text: string): string {
  return text.replace(CONCEALED, `"${MASK}"`);
}
