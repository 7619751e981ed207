import { once } from 'node:events';
import { displayedText } from '../text/displayed-text';
import { ignoresHangup } from './hangup';

/** What asks a change to stop: Ctrl-C, a supervisor, a closed terminal. */
type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

/** The same, or that the process which has started this one for its work is gone. */
export type StopRequest = StopSignal | 'starterGone';

/** Where text goes: a terminal, a pipe, or a test. */
export interface TextSink {
  /** Prints text, without what a device or file may have put into it to control the terminal or the log. */
  write(text: string): void;
  /** Waits until a slow reader has taken what was written, so that it does not pile up here. */
  drained(): Promise<void>;
  /** Moves up over lines that were written, and clears them and what is below; for terminals. */
  eraseLines(count: number): void;
  /** Whether a person reads along. */
  readonly isTerminal: boolean;
  /** Width in characters, for what is drawn on a terminal. */
  readonly columns: number;
}

/** Everything the command line has from the machine it runs on, so that a test can be that machine. */
export interface Host {
  /** Results: diffs, tables, JSON. */
  readonly stdout: TextSink;
  /** Progress and errors. */
  readonly stderr: TextSink;
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** How this program is started again: interpreter and script. */
  readonly self: readonly [program: string, ...args: string[]];
  /** Milliseconds since the epoch. */
  now(): number;
  /**
   * Calls back on each of these requests, SIGHUP only where it was not ignored when the process began, and at once where the
   * starter is gone by then; the returned function stops that.
   */
  onStopRequest(listener: (request: StopRequest) => void): () => void;
  /** Ends the process at once. */
  exit(code: number): void;
}

/** The machine this process runs on. */
export function processHost(): Host {
  return {
    stdout: sinkOf(process.stdout),
    stderr: sinkOf(process.stderr),
    workingDirectory: process.cwd(),
    environment: process.env,
    self: [process.execPath, ...process.argv.slice(1, 2)],
    now: () => Date.now(),
    onStopRequest: stopRequestsOf(keepIgnoringHangup()),
    exit: (code) => process.exit(code),
  };
}

/** The control sequence of {@link TextSink.eraseLines}. */
export function eraseLines(count: number): string {
  return `\u001b[${count}A\r\u001b[0J`;
}

/** Some terminals, mostly in pipelines, say that they have no columns at all. */
const UNKNOWN_WIDTH = 80;
const WIDTH_OF_TEXT = 120;

/** A reader that goes away (`| head`, a pipeline that was cancelled) must not end a rollout halfway. */
function sinkOf(stream: NodeJS.WriteStream): TextSink {
  stream.on('error', () => undefined);
  return {
    write: (text) => void stream.write(displayedText(text, isTerminal(stream))),
    drained: drainOf(stream),
    eraseLines: (count) => void stream.write(eraseLines(count)),
    get isTerminal() {
      return isTerminal(stream);
    },
    get columns() {
      return isTerminal(stream) ? stream.columns || UNKNOWN_WIDTH : WIDTH_OF_TEXT;
    },
  };
}

/** Of a reader that has gone away there is nothing to wait for. */
function drainOf(stream: NodeJS.WriteStream): TextSink['drained'] {
  let draining: Promise<void> | undefined;
  const drain = async (): Promise<void> => {
    const ended = new AbortController();
    const ways = ['drain', 'close'].map((event) => once(stream, event, { signal: ended.signal }));
    await Promise.race(ways).catch(() => undefined);
    ended.abort();
    draining = undefined;
  };
  return async () => {
    if (stream.writableNeedDrain) await (draining ??= drain());
  };
}

/** Node leaves the property out where there is no terminal, whatever its types say. */
function isTerminal({ isTTY }: { readonly isTTY?: boolean }): boolean {
  return isTTY === true;
}

/** Node has given an ignored SIGHUP its default action back, which ends the process: it is ignored anew. */
function keepIgnoringHangup(): readonly StopSignal[] {
  if (!ignoresHangup()) return ['SIGINT', 'SIGTERM', 'SIGHUP'];
  process.on('SIGHUP', () => undefined);
  return ['SIGINT', 'SIGTERM'];
}

function stopRequestsOf(signals: readonly StopSignal[]): Host['onStopRequest'] {
  return (listener) => {
    const onGone = (): void => {
      listener('starterGone');
    };
    for (const signal of signals) process.on(signal, listener);
    if (hasLostStarter(process)) queueMicrotask(onGone);
    else process.once('disconnect', onGone);
    // Nobody waits for the starter, and nothing else ever comes through the pipe.
    process.channel?.unref();
    return () => {
      for (const signal of signals) process.off(signal, listener);
      process.off('disconnect', onGone);
    };
  };
}

/** Node leaves the property out where there never was a pipe to a starter, whatever its types say. */
function hasLostStarter({ connected }: { readonly connected?: boolean }): boolean {
  return connected === false;
}
