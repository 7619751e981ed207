/** Pieces that are joined into one block: a piece of one byte costs more than a hundred to keep. */
const PIECES_OF_A_BLOCK = 1024;

/** Bytes that arrive in pieces of any size, kept for little more than their own length. */
export class BytePile {
  private blocks: Buffer[] = [];
  private pieces: Buffer[] = [];
  private size = 0;

  /** How many bytes there are. */
  get length(): number {
    return this.size;
  }

  add(piece: Buffer): void {
    this.size += piece.length;
    if (this.pieces.push(piece) < PIECES_OF_A_BLOCK) return;
    this.blocks.push(Buffer.concat(this.pieces));
    this.pieces = [];
  }

  /** All bytes in one; the pile is empty then. */
  take(): Buffer {
    const all = Buffer.concat([...this.blocks, ...this.pieces]);
    this.blocks = [];
    this.pieces = [];
    this.size = 0;
    return all;
  }
}
