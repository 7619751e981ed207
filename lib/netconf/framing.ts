import { endOfMessageInPayload, messageTooLarge } from './errors';
import { ChunkedReader } from './chunked-reader';
import { EndOfMessageReader } from './end-of-message-reader';
import type { MessageReader } from './message-reader';

/** The end-of-message mark of NETCONF 1.0 (RFC 6242 §4.3). */
export const END_OF_MESSAGE = ']]>]]>';

/**
 * Largest message, in bytes. A full QFX configuration has a tenth of it; what is read of a device takes up to forty times
 * its length while it is parsed.
 */
export const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

/** Junos read its input in blocks of this size and some releases missed a mark that lay across two of them. */
const JUNOS_BLOCK_BYTES = 4096;

/** How messages are told apart: by a mark (NETCONF 1.0) or by lengths (NETCONF 1.1). */
export type FramingName = 'endOfMessage' | 'chunked';

/** A reader for one of the framings. */
export function messageReader(framing: FramingName, maxBytes = MAX_MESSAGE_BYTES): MessageReader {
  return framing === 'chunked' ? new ChunkedReader(maxBytes) : new EndOfMessageReader(maxBytes);
}

/**
 * The bytes of one message.
 *
 * @throws endOfMessageInPayload where the payload would end its own message, messageTooLarge
 */
export function frameMessage(framing: FramingName, payload: string): Buffer {
  const bytes = Buffer.from(payload, 'utf8');
  if (bytes.length > MAX_MESSAGE_BYTES) throw messageTooLarge(MAX_MESSAGE_BYTES);
  return framing === 'chunked' ? inOneChunk(bytes) : withEndOfMessage(bytes);
}

function inOneChunk(payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`\n#${payload.length}\n`), payload, Buffer.from('\n##\n')]);
}

/** A line feed keeps a payload that ends in `]]>` apart from the mark; blanks keep the mark within one Junos block. */
function withEndOfMessage(payload: Buffer): Buffer {
  if (payload.includes(END_OF_MESSAGE)) throw endOfMessageInPayload();
  const overhang = (payload.length + 1 + END_OF_MESSAGE.length) % JUNOS_BLOCK_BYTES;
  const padding = overhang < END_OF_MESSAGE.length ? END_OF_MESSAGE.length - overhang : 0;
  return Buffer.concat([payload, Buffer.from(`\n${' '.repeat(padding)}${END_OF_MESSAGE}`)]);
}
