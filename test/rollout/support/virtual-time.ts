import type { Clock } from '../../../lib/checks/clock';
import type { LabClock } from '../../../lib/emulator/lab-clock';

/** Turns of the event loop without anything new after which everybody is taken to be waiting for a moment. */
const QUIET_TURNS = 3;

/**
 * The time of a lab whose clock stands, for whoever works against it: when everybody waits, it is the next moment at
 * which somebody goes on. Many may sleep at once, and nobody waits in real time.
 */
export class VirtualTime implements Clock {
  private readonly moments = new Map<object, number>();
  private activity = 0;

  constructor(private readonly clock: LabClock) {}

  now(): number {
    return this.clock.now();
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.at(this.now() + ms, resolve);
    });
  }

  /** Calls back at a moment; time goes on until then. */
  at(due: number, fire: () => void): void {
    const key = {};
    this.stir();
    this.moments.set(key, due);
    this.clock.at(due, () => {
      this.moments.delete(key);
      this.stir();
      fire();
    });
  }

  /** Something goes on: time stands. */
  stir(): void {
    this.activity += 1;
  }

  /** Lets time pass until the work is done; undefined when it never will be. */
  async drive<Result>(work: Promise<Result>, isOver: () => boolean = () => false): Promise<Result | undefined> {
    const settled = { is: false };
    const done = (): void => {
      settled.is = true;
    };
    work.then(done, done);
    let quiet = 0;
    while (!settled.is && !isOver()) {
      const before = this.activity;
      await nextTurn();
      quiet = this.activity === before && !isDiskBusy() ? quiet + 1 : 0;
      if (quiet < QUIET_TURNS) continue;
      const next = Math.min(...this.moments.values());
      if (!Number.isFinite(next)) return undefined;
      this.clock.advance(Math.max(0, next - this.now()));
      quiet = 0;
    }
    // What was given to the disk gets there, also of a process that is killed.
    await diskAtRest();
    return settled.is ? work : undefined;
  }
}

/** Resolves when nothing is on its way to a file. */
export async function diskAtRest(): Promise<void> {
  while (isDiskBusy()) await nextTurn();
}

/** Whoever waits for a file goes on by itself. */
function isDiskBusy(): boolean {
  return process.getActiveResourcesInfo().includes('FSReqCallback');
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
