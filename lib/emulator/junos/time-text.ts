/** Times as Junos prints them, in UTC. */

/** Epoch milliseconds as `2020-03-05 16:04:34 UTC`. */
export function dateTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** Epoch seconds, rounded down. */
export function epochSeconds(ms: number): number {
  return Math.floor(ms / 1000);
}

/** A duration as BGP and routes print it: `22:23:00`, `3d 04:05:06`, `1w2d 03:04:05`. */
export function elapsed(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const days = Math.floor(seconds / 86400);
  const clock = `${pad(Math.floor((seconds % 86400) / 3600))}:${pad(Math.floor((seconds % 3600) / 60))}:${pad(seconds % 60)}`;
  if (days === 0) return clock;
  return days < 7 ? `${days}d ${clock}` : `${Math.floor(days / 7)}w${days % 7}d ${clock}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
