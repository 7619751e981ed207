/** Takes bytes in any portions and gives whole messages back. Time is linear in the number of bytes. */
export interface MessageReader {
  /** How many bytes it holds. */
  readonly held: number;
  /** Adds bytes that have arrived. */
  push(bytes: Buffer): void;
  /**
   * The next whole message, undefined while it has not arrived.
   *
   * @throws framingBroken, messageTooLarge; after that the reader must not be used
   */
  next(): Buffer | undefined;
  /** Bytes that have arrived and belong to no message that was returned. Empties the reader. */
  takeRest(): Buffer;
}
