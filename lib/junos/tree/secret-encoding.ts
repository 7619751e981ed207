/**
 * The form in which Junos stores and prints secrets that it needs in plain text itself, such as BGP keys: `$9$` and
 * characters from which anybody can get the secret back. It hides a secret from a glance, no more.
 *
 * Each byte becomes a few characters. A byte is split into digits by weights that depend on its position; each digit
 * says how far the next character is from the one before it, on a ring of 65 characters. The first character says how
 * many characters without meaning follow it: so one secret has many forms, and Junos writes another one each time.
 */
import { randomInt } from 'node:crypto';

/** What every secret in this form begins with. */
export const ENCODED_SECRET_PREFIX = '$9$';

/** The ring, in families: a first character of family n is followed by 3 - n characters without meaning. */
const FAMILIES = ['QzF3n6/9CAtpu0O', 'B1IREhcSyrleKvMW8LXx', '7N-dVbwsY2g4oaJZGUDj', 'iHkq.mPf5T'] as const;
const RING = FAMILIES.join('');
const POSITIONS: ReadonlyMap<string, number> = new Map(Array.from(RING, (char, index) => [char, index]));
const FILLERS: ReadonlyMap<string, number> = new Map(
  FAMILIES.flatMap((family, index) => Array.from(family, (char) => [char, FAMILIES.length - 1 - index] as const)),
);

/** Weights of the digits of a byte, by its position modulo their number; the lightest first. */
const WEIGHTS: readonly (readonly number[])[] = [
  [1, 4, 32],
  [1, 16, 32],
  [1, 8, 32],
  [1, 64],
  [1, 32],
  [1, 4, 16, 128],
  [1, 32, 64],
];

/**
 * A secret as Junos would store it.
 *
 * @param pick gives a whole number from 0 to below its argument; by default at random, as Junos does
 */
export function encodeSecret(secret: string, pick: (below: number) => number = randomInt): string {
  const first = ringAt(pick(RING.length));
  let encoded = first;
  for (let left = FILLERS.get(first) ?? 0; left > 0; left -= 1) encoded += ringAt(pick(RING.length));
  let previous = POSITIONS.get(first) ?? 0;
  for (const [index, byte] of Buffer.from(secret, 'utf8').entries()) {
    for (const digit of digitsOf(byte, weightsAt(index))) {
      previous = (previous + digit + 1) % RING.length;
      encoded += ringAt(previous);
    }
  }
  return `${ENCODED_SECRET_PREFIX}${encoded}`;
}

/** The secret behind a text that Junos stores; undefined for a text that is in no such form. */
export function decodeSecret(encoded: string): string | undefined {
  if (!encoded.startsWith(ENCODED_SECRET_PREFIX)) return undefined;
  const positions = Array.from(encoded.slice(ENCODED_SECRET_PREFIX.length), (char) => POSITIONS.get(char));
  if (!positions.every((position) => position !== undefined)) return undefined;
  const [first] = positions;
  if (first === undefined) return undefined;
  const fillers = FILLERS.get(ringAt(first)) ?? 0;
  return positions.length < fillers + 1 ? undefined : textOf(bytesOf(first, positions.slice(fillers + 1)));
}

/** A secret in plain text, however it is stored. */
export function plainSecret(stored: string): string {
  return decodeSecret(stored) ?? stored;
}

function bytesOf(first: number, positions: readonly number[]): number[] | undefined {
  const bytes: number[] = [];
  let previous = first;
  for (let at = 0; at < positions.length;) {
    const weights = weightsAt(bytes.length);
    const taken = positions.slice(at, at + weights.length);
    if (taken.length < weights.length) return undefined;
    let byte = 0;
    for (const [index, position] of taken.entries()) {
      // A character that repeats the one before it is the whole ring away: its digit would be 64.
      byte += ((position - previous + RING.length - 1) % RING.length) * (weights[index] ?? 0);
      previous = position;
    }
    bytes.push(byte % 256);
    at += weights.length;
  }
  return bytes;
}

function textOf(bytes: readonly number[] | undefined): string | undefined {
  if (bytes === undefined) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));
  } catch {
    // Text of a device from before UTF-8: each byte is one character.
    return Buffer.from(bytes).toString('latin1');
  }
}

/** The digits of a byte, that of the lightest weight first. */
function digitsOf(byte: number, weights: readonly number[]): number[] {
  let rest = byte;
  const digits = [...weights].reverse().map((weight) => {
    const digit = Math.floor(rest / weight);
    rest %= weight;
    return digit;
  });
  return digits.reverse();
}

function weightsAt(index: number): readonly number[] {
  return WEIGHTS[index % WEIGHTS.length] ?? [];
}

function ringAt(position: number): string {
  return RING.charAt(position % RING.length);
}
