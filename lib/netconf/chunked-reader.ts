import { framingBroken, messageTooLarge } from './errors';
import { BytePile } from './byte-pile';
import type { MessageReader } from './message-reader';
import { printable } from './printable';

const LINE_FEED = 0x0a;
/** `\n#4294967295\n`, the longest header there is. */
const LONGEST_HEADER = 13;

/** Reads messages in the chunked framing of NETCONF 1.1 (RFC 6242 §4.2). */
export class ChunkedReader implements MessageReader {
  private input: Buffer[] = [];
  /** Bytes of the header that is being read, from its first line feed. */
  private header = '';
  /** Bytes of the current chunk that have not arrived yet. */
  private missing = 0;
  private readonly body = new BytePile();

  constructor(private readonly maxBytes: number) {}

  get held(): number {
    return this.input.reduce((sum, { length }) => sum + length, this.body.length + this.header.length);
  }

  push(bytes: Buffer): void {
    if (bytes.length > 0) this.input.push(bytes);
  }

  next(): Buffer | undefined {
    for (let bytes = this.input.shift(); bytes !== undefined; bytes = this.input.shift()) {
      const { used, complete } = this.missing > 0 ? this.readChunk(bytes) : this.readHeader(bytes);
      if (used < bytes.length) this.input.unshift(bytes.subarray(used));
      if (complete) return this.body.take();
    }
    return undefined;
  }

  takeRest(): Buffer {
    const rest = Buffer.concat([this.body.take(), Buffer.from(this.header, 'latin1'), ...this.input]);
    this.input = [];
    this.header = '';
    this.missing = 0;
    return rest;
  }

  private readChunk(bytes: Buffer): { used: number; complete: boolean } {
    const used = Math.min(this.missing, bytes.length);
    this.body.add(bytes.subarray(0, used));
    this.missing -= used;
    return { used, complete: false };
  }

  /** Reads at most to the end of one header; `complete` when it was the one that ends the message. */
  private readHeader(bytes: Buffer): { used: number; complete: boolean } {
    for (const [index, byte] of bytes.entries()) {
      this.header += String.fromCharCode(byte);
      if (this.header.length > LONGEST_HEADER) throw this.broken();
      // A line feed more, after a greeting that ended in one, is let pass.
      if (this.header === '\n\n' && this.body.length === 0) this.header = '\n';
      else if (byte === LINE_FEED && this.header.length > 1) return { used: index + 1, complete: this.endHeader() };
      if (this.header.length <= 2 && !'\n#'.startsWith(this.header)) throw this.broken();
    }
    return { used: bytes.length, complete: false };
  }

  private endHeader(): boolean {
    const isEnd = this.header === '\n##\n';
    const size = /^\n#([1-9]\d{0,9})\n$/.exec(this.header)?.[1];
    if (isEnd ? this.body.length === 0 : size === undefined) throw this.broken();
    this.header = '';
    this.missing = Number(size ?? 0);
    if (this.body.length + this.missing > this.maxBytes) throw messageTooLarge(this.maxBytes);
    return isEnd;
  }

  private broken(): Error {
    return framingBroken(`a chunk header was expected, not ${JSON.stringify(printable(this.header))}`);
  }
}
