import { Duplex } from 'node:stream';

/** One end of a transport that is made of nothing but calls: bytes go on as they come, and it ends once. */
export class TransportEnd {
  readonly stream: Duplex;
  /** Resolves with the reason. */
  readonly ended: Promise<string>;
  private tellEnded: (reason: string) => void = () => undefined;
  private hasEnded = false;

  /**
   * @param write - takes what is written to it
   * @param onEnd - called when it ends, before anybody hears of that
   */
  constructor(
    write: (bytes: Buffer) => void,
    private readonly onEnd: () => void = () => undefined,
  ) {
    this.ended = new Promise((resolve) => (this.tellEnded = resolve));
    this.stream = new Duplex({
      read: () => undefined,
      write: (chunk: Buffer, _encoding, done) => {
        write(chunk);
        done();
      },
    });
    this.stream.on('error', () => undefined);
  }

  get isOpen(): boolean {
    return !this.hasEnded;
  }

  /** Bytes have come. After its end they are nobody's. */
  receive(bytes: Buffer | string): void {
    if (this.isOpen) this.stream.push(bytes);
  }

  end(reason: string): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.onEnd();
    this.stream.destroy();
    this.tellEnded(reason);
  }
}
