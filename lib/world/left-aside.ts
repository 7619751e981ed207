import type { CapturedDevice } from './captured-device';

/**
 * What a lab makes nothing of: the statements that the routing model has not understood, counted by the place they stand at.
 * What names the device is no such thing.
 */
export function leftAside({ routing }: CapturedDevice): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { field, place } of routing.statements()) {
    const { words } = place;
    if (field !== undefined || words[0] === 'version' || words.slice(0, 2).join(' ') === 'system host-name') continue;
    const name = placeOf(words).join(' ');
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** Of instances and ports without their names: what is left aside of one is left aside of all. */
function placeOf([top = '', second = '', ...rest]: readonly string[]): readonly string[] {
  if (top === 'interfaces') return [top];
  if (top !== 'routing-instances') return [top, second].filter((word) => word !== '');
  const [below = '', protocol = ''] = rest;
  return below === 'protocols' ? [top, below, protocol] : [top, below];
}
