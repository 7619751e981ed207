import type { ExitCode } from './exit-code';
import type { Host } from './host';

/** What every command works with. */
export interface Context {
  readonly host: Host;
  /** Runs a command and keeps what it tells the caller of the process. */
  readonly run: (command: () => Promise<ExitCode>) => Promise<void>;
  /** The same for a command that only looks at devices: where it fails, nothing was seen. */
  readonly look: (command: () => Promise<ExitCode>) => Promise<void>;
}
