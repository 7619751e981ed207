import type { ChangeContext } from '../change-context';
import type { Homes, MissingHomes } from './homes';
import type { Participant } from '../participant';

const PAUSE_MS = 5_000;

/** How long to wait for attachments, and for what devices. */
export interface HomesWait {
  readonly moving: readonly Participant[];
  /** Milliseconds since the epoch. */
  readonly until: number;
  /** Called before each look; throws where there is no point in waiting any more. */
  readonly goOn?: () => void;
}

/**
 * Waits until the devices may change without leaving a server with too few attachments.
 *
 * @returns the servers that still have too few at the end; empty when the devices may change
 */
export async function waitForHomes(context: ChangeContext, homes: Homes, wait: HomesWait): Promise<MissingHomes[]> {
  const { moving, until, goOn } = wait;
  let said = '';
  for (;;) {
    goOn?.();
    const missing = await homes.missing(moving);
    if (missing.length === 0 || context.now() >= until) return missing;
    const servers = missingHomesTold(missing);
    if (JSON.stringify(servers) !== said) {
      said = JSON.stringify(servers);
      context.emit({ type: 'waveHeld', hostnames: moving.map(({ hostname }) => hostname), servers, until });
    }
    const pauseMs = Math.min(PAUSE_MS, Math.max(1, until - context.now()));
    // On the way back nothing can be called off any more.
    await (goOn === undefined ? context.sleep(pauseMs) : context.pause(pauseMs));
  }
}

/** As events say it. */
export function missingHomesTold(missing: readonly MissingHomes[]): Pick<MissingHomes, 'down' | 'server'>[] {
  return missing.map(({ server, down }) => ({ server, down }));
}
