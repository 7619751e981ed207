const START_TIME = /^(\d{4})-(\d{1,2})-(\d{1,2})\.(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([+-]\d{2}):?(\d{2}))?$/;

/**
 * When a key of a chain begins, in epoch milliseconds: `2026-01-01.00:00:00 +0000`. Without a time zone it is taken for
 * UTC.
 *
 * @returns undefined for what is no time
 */
export function keyStartMs(text: string): number | undefined {
  const match = START_TIME.exec(text);
  if (match === null) return undefined;
  const [
    ,
    year = '',
    month = '',
    day = '',
    hour = '',
    minute = '',
    second = '0',
    zoneHours = '+00',
    zoneMinutes = '00',
  ] = match;
  const two = (part: string): string => part.padStart(2, '0');
  const date = `${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:${two(second)}${zoneHours}:${zoneMinutes}`;
  const ms = Date.parse(date);
  return Number.isNaN(ms) ? undefined : ms;
}
