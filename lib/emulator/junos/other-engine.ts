import type { Configuration } from '../../junos/tree/configuration';
import type { LabClock, LabTimer } from '../lab-clock';

/**
 * The second routing engine of a device with two. It has a committed configuration of its own, which only synchronized
 * commits reach, and waits for the confirmation of one by itself [unverified on Junos].
 */
export class OtherEngine {
  private waiting: { readonly previous: Configuration; readonly timer: LabTimer } | undefined;

  /** @param own - what it has committed */
  constructor(
    private own: Configuration,
    private readonly clock: LabClock,
  ) {}

  /** What it would run if it had to take over. */
  get committed(): Configuration {
    return this.own;
  }

  /**
   * A synchronized commit has reached it. Confirms what waits.
   *
   * @param confirmWithinMs - milliseconds until it takes the commit back; undefined for a plain commit
   */
  commit(configuration: Configuration, confirmWithinMs: number | undefined): void {
    const previous = this.own;
    this.confirm();
    this.own = configuration;
    if (confirmWithinMs === undefined) return;
    const timer = this.clock.at(this.clock.now() + confirmWithinMs, () => {
      this.revert();
    });
    this.waiting = { previous, timer };
  }

  /** Takes back what waits for its confirmation. */
  revert(): void {
    if (this.waiting === undefined) return;
    this.own = this.waiting.previous;
    this.confirm();
  }

  /** Drops its timer. */
  stop(): void {
    this.waiting?.timer.cancel();
  }

  private confirm(): void {
    this.stop();
    this.waiting = undefined;
  }
}
