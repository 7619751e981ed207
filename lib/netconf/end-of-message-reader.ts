import { messageTooLarge } from './errors';
import { BytePile } from './byte-pile';
import type { MessageReader } from './message-reader';

const MARK = Buffer.from(']]>]]>');
/** As many bytes of a mark as can have arrived without the rest of it. */
const OVERLAP = MARK.length - 1;
const NOTHING = Buffer.alloc(0);

/**
 * Reads messages that end in `]]>]]>`.
 *
 * Bytes that were searched are put aside and never looked at again, but for the few that may begin a mark.
 */
export class EndOfMessageReader implements MessageReader {
  private readonly searched = new BytePile();
  /** The last bytes of `searched`, at most `OVERLAP`. */
  private tail = NOTHING;
  private unsearched: Buffer[] = [];

  constructor(private readonly maxBytes: number) {}

  get held(): number {
    return this.unsearched.reduce((sum, { length }) => sum + length, this.searched.length);
  }

  push(bytes: Buffer): void {
    if (bytes.length > 0) this.unsearched.push(bytes);
  }

  next(): Buffer | undefined {
    for (let chunk = this.unsearched.shift(); chunk !== undefined; chunk = this.unsearched.shift()) {
      const end = this.endOfMark(chunk);
      this.requireRoom(end ?? chunk.length);
      if (end !== undefined) return this.cut(chunk, end);
      this.putAside(chunk);
    }
    return undefined;
  }

  takeRest(): Buffer {
    const rest = Buffer.concat([this.searched.take(), ...this.unsearched]);
    this.unsearched = [];
    this.tail = NOTHING;
    return rest;
  }

  /** How many bytes of `chunk` there are up to the end of the first mark, which may have begun in an earlier chunk. */
  private endOfMark(chunk: Buffer): number | undefined {
    if (this.tail.length > 0) {
      const across = Buffer.concat([this.tail, chunk.subarray(0, OVERLAP)]).indexOf(MARK);
      if (across >= 0) return across + MARK.length - this.tail.length;
    }
    const within = chunk.indexOf(MARK);
    return within < 0 ? undefined : within + MARK.length;
  }

  private cut(chunk: Buffer, end: number): Buffer {
    this.searched.add(chunk.subarray(0, end));
    const whole = this.searched.take();
    this.tail = NOTHING;
    if (end < chunk.length) this.unsearched.unshift(chunk.subarray(end));
    return whole.subarray(0, whole.length - MARK.length);
  }

  private putAside(chunk: Buffer): void {
    this.searched.add(chunk);
    this.tail = Buffer.concat([this.tail, chunk.subarray(-OVERLAP)]).subarray(-OVERLAP);
  }

  private requireRoom(bytes: number): void {
    if (this.searched.length + bytes > this.maxBytes + MARK.length) throw messageTooLarge(this.maxBytes);
  }
}
