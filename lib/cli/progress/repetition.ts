import type { RolloutEvent } from '../../rollout/events';

/** How often the same is said again to somebody who waits. */
const SAY_AGAIN_MS = 300_000;

/** Tells what is news from what is tried every few seconds for an hour, and fails for the same reason each time. */
export class Repetition {
  private readonly said = new Map<string, { readonly message: string; readonly time: number }>();
  /** Pending checks, by the devices that they are of. */
  private readonly pending = new Map<string, number>();

  /** Whether a person should read it. */
  isNews(event: RolloutEvent, now: number): boolean {
    if (event.type === 'checking') {
      const devices = event.hostnames.join();
      const isSame = this.pending.get(devices) === event.failing;
      this.pending.set(devices, event.failing);
      return !isSame;
    }
    if (event.type !== 'confirmFailed') return true;
    const { hostname, message } = event;
    const last = this.said.get(hostname);
    if (last?.message === message && now - last.time < SAY_AGAIN_MS) return false;
    this.said.set(hostname, { message, time: now });
    return true;
  }
}
