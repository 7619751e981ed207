import { createHash } from 'node:crypto';
import type { ChangeContext } from '../change-context';
import type { Obstacle } from './outside-device';

const MINUTE_MS = 60_000;
const LEAST_PAUSE_MS = 2_000;
const JITTER_MS = 3_000;

/**
 * How long others who are at work are waited for: as long as checks may take; and before anything of the change is pending at most
 * until the timers of what is pending with them have taken that back.
 */
export class Patience {
  private readonly longest: number;
  private latest: number;
  private attempts = 0;

  /** @param isAtRest - whether nothing of the change is pending yet: nobody waits for us, and no timer of ours runs */
  constructor(
    private readonly context: ChangeContext,
    private readonly isAtRest: boolean,
  ) {
    const { checkDeadlineMs, longestConfirmMinutes } = context.settings;
    this.latest = context.now() + checkDeadlineMs;
    this.longest = this.latest + longestConfirmMinutes * MINUTE_MS;
  }

  /** Milliseconds since the epoch. */
  get until(): number {
    return this.latest;
  }

  get isOver(): boolean {
    return this.context.now() >= this.latest;
  }

  /** What was met: where it is over by itself some time, that is worth waiting for. */
  meet(obstacles: readonly Obstacle[]): void {
    if (!this.isAtRest) return;
    const { checkDeadlineMs } = this.context.settings;
    const theirs = obstacles.flatMap(({ until }) => (until === undefined ? [] : [until + checkDeadlineMs]));
    this.latest = Math.min(this.longest, Math.max(this.latest, ...theirs));
  }

  /** Two that were refused together do not come again together; the same change waits the same times. It ends when the change is called off. */
  async pause(): Promise<void> {
    const { changeId } = this.context;
    this.attempts += 1;
    const digest = createHash('sha256').update(`${changeId} ${this.attempts}`).digest();
    const pauseMs = LEAST_PAUSE_MS + Math.floor((digest.readUInt32BE(0) / 2 ** 32) * JITTER_MS);
    await this.context.pause(Math.min(pauseMs, Math.max(1, this.latest - this.context.now())));
  }
}
