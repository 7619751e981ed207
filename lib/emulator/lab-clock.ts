/** Something that waits for a moment of the lab's time. */
export interface LabTimer {
  /** Epoch milliseconds of the lab's time at which it fires. */
  readonly due: number;
  /** It will not fire any more. */
  cancel(): void;
}

interface Waiting extends LabTimer {
  readonly order: number;
  readonly fire: () => void;
}

/** The longest delay that a Node timer takes; later moments are reached in several steps. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/** How a lab's time passes: with the real time, or only when somebody moves it. */
export type LabTime = 'running' | 'standing';

/**
 * The time of a lab: it runs with the real time, or stands, and can be moved forward. Whatever waits for a moment (the timer of a
 * confirmed commit) fires when the lab's time reaches it, however it gets there.
 */
export class LabClock {
  private readonly startedAt = performance.now();
  private readonly waiting = new Set<Waiting>();
  private moved = 0;
  private created = 0;
  private alarm: NodeJS.Timeout | undefined;

  /** @param start epoch milliseconds of the lab's first moment; default the real time */
  constructor(
    private readonly start: number = Date.now(),
    private readonly time: LabTime = 'running',
  ) {}

  /** Epoch milliseconds of the lab's time. Never runs backwards. */
  now(): number {
    const passed = this.time === 'standing' ? 0 : Math.floor(performance.now() - this.startedAt);
    return this.start + this.moved + passed;
  }

  /** Moves the time forward by `ms` milliseconds; what is due on the way fires in order before this returns. */
  advance(ms: number): void {
    const target = this.now() + ms;
    for (let next = this.next(); next !== undefined && next.due <= target; next = this.next()) {
      this.moved += Math.max(0, next.due - this.now());
      this.fire(next);
    }
    this.moved += Math.max(0, target - this.now());
    this.setAlarm();
  }

  /** Calls `fire` once when the lab's time reaches `due` (epoch milliseconds). */
  at(due: number, fire: () => void): LabTimer {
    const timer: Waiting = {
      due,
      fire,
      order: this.created++,
      cancel: () => {
        this.waiting.delete(timer);
        this.setAlarm();
      },
    };
    this.waiting.add(timer);
    this.setAlarm();
    return timer;
  }

  /** Drops every timer. */
  stop(): void {
    this.waiting.clear();
    this.setAlarm();
  }

  private next(): Waiting | undefined {
    let first: Waiting | undefined;
    for (const timer of this.waiting) {
      if (first === undefined || timer.due < first.due || (timer.due === first.due && timer.order < first.order)) {
        first = timer;
      }
    }
    return first;
  }

  private fire(timer: Waiting): void {
    this.waiting.delete(timer);
    timer.fire();
  }

  private setAlarm(): void {
    clearTimeout(this.alarm);
    const next = this.next();
    if (next === undefined || this.time === 'standing') return;
    const delay = Math.min(LONGEST_DELAY_MS, Math.max(0, next.due - this.now()));
    this.alarm = setTimeout(() => {
      this.advance(0);
    }, delay);
    this.alarm.unref();
  }
}
