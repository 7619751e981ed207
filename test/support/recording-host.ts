import type { Host, StopRequest, TextSink } from '../../lib/cli/host';
import { eraseLines } from '../../lib/cli/host';
import { displayedText } from '../../lib/text/displayed-text';

/** A machine for one command line, which remembers what was printed. */
export class RecordingHost implements Host {
  readonly stdout: RecordingSink;
  readonly stderr: RecordingSink;
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly self: readonly [string] = ['junos-fabric'];
  readonly exits: number[] = [];
  /** Milliseconds since the epoch; a test may move it. */
  time = 0;
  private readonly listeners = new Set<(request: StopRequest) => void>();

  constructor(
    options: Partial<Pick<Host, 'workingDirectory' | 'environment'>> & { readonly isTerminal?: boolean } = {},
  ) {
    this.stdout = new RecordingSink(options.isTerminal);
    this.stderr = new RecordingSink(options.isTerminal);
    this.workingDirectory = options.workingDirectory ?? '/nowhere';
    this.environment = options.environment ?? {};
  }

  now(): number {
    return this.time;
  }

  onStopRequest(listener: (request: StopRequest) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  exit(code: number): void {
    this.exits.push(code);
  }

  /** Sends a signal, or ends who has started this. */
  signal(request: StopRequest): void {
    [...this.listeners].forEach((listener) => {
      listener(request);
    });
  }

  /** How many wait for a signal. */
  get listening(): number {
    return this.listeners.size;
  }
}

/** Text that was printed, as the process would print it. */
class RecordingSink implements TextSink {
  text = '';
  columns = 100;

  constructor(readonly isTerminal = false) {}

  write(text: string): void {
    this.text += displayedText(text, this.isTerminal);
  }

  drained(): Promise<void> {
    return Promise.resolve();
  }

  eraseLines(count: number): void {
    this.text += eraseLines(count);
  }
}
