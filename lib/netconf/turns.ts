/** Somebody who waits for a turn. */
interface Waiting {
  readonly limit: () => number;
  readonly begin: () => void;
}

/** What ends the waiting of somebody, and what it ends with. */
export interface CallOff {
  readonly signal: AbortSignal;
  readonly error: () => Error;
}

/** What only so many may do at the same time; the others wait, in the order in which they came. */
export class Turns {
  private taken = 0;
  private readonly waiting: Waiting[] = [];

  /**
   * Does `work` once fewer than `limit` says are at work; it is asked again whenever a turn may have come.
   *
   * @param callOff - ends the waiting, not the work
   * @throws the error of `callOff`
   */
  async run<T>(limit: () => number, work: () => Promise<T>, callOff?: CallOff): Promise<T> {
    if (callOff?.signal.aborted === true) throw callOff.error();
    if (this.waiting.length > 0 || this.taken >= limit()) await this.wait(limit, callOff);
    else this.taken += 1;
    try {
      return await work();
    } finally {
      this.taken -= 1;
      this.beginNext();
    }
  }

  private async wait(limit: () => number, callOff: CallOff | undefined): Promise<void> {
    const over = new AbortController();
    try {
      await new Promise<void>((resolve, reject) => {
        const own: Waiting = { limit, begin: resolve };
        this.waiting.push(own);
        const leave = (): void => {
          const place = this.waiting.indexOf(own);
          if (place === -1 || callOff === undefined) return;
          this.waiting.splice(place, 1);
          reject(callOff.error());
          this.beginNext();
        };
        callOff?.signal.addEventListener('abort', leave, { once: true, signal: over.signal });
      });
    } finally {
      over.abort();
    }
  }

  /** Somebody with a small limit may stand in front of one with a larger one: the order stays. */
  private beginNext(): void {
    for (let [next] = this.waiting; next !== undefined && this.taken < next.limit(); [next] = this.waiting) {
      this.waiting.shift();
      this.taken += 1;
      next.begin();
    }
  }
}
