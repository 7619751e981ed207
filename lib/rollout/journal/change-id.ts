import { randomBytes } from 'node:crypto';

/** Ids of changes come back from devices and journals, and name files. */
const CHANGE_ID = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/;

/** Whether a text can be the id of a change: letters, digits and hyphens, of which no path can be made. */
export function isChangeId(text: string): boolean {
  return CHANGE_ID.test(text);
}

/** Sorts by time: `20260314T150926Z-3f8a12cd`. */
export function newChangeId(now: number): string {
  const time = new Date(now).toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '');
  return `${time}-${randomBytes(4).toString('hex')}`;
}
