/**
 * What committing a difference does to traffic that has nothing to do with it.
 *
 * - `hitless`: nothing. What the difference itself means (a server is gone, a prefix is no longer accepted) is intended.
 * - `sessionReset`: BGP sessions go down and come back.
 * - `interfaceFlap`: a port or unit goes down and comes back, with every session over it.
 * - `readvertisement`: all routes of a VRF, or of the device, are withdrawn and advertised again.
 * - `withdrawal`: everything that the fabric has on the device goes, with all its sessions and routes.
 * - `forwardingRestart`: the forwarding engine restarts: no traffic at all through the device meanwhile.
 * - `unknown`: the table of facts does not know the statement; treated as the worst.
 */
export type DisruptionClass =
  'hitless' | 'sessionReset' | 'interfaceFlap' | 'readvertisement' | 'withdrawal' | 'forwardingRestart' | 'unknown';

/** By how much is touched, the least first. */
export const DISRUPTION_CLASSES: readonly DisruptionClass[] = [
  'hitless',
  'sessionReset',
  'interfaceFlap',
  'readvertisement',
  'withdrawal',
  'forwardingRestart',
  'unknown',
];

const WORDS: Readonly<Record<DisruptionClass, string>> = {
  hitless: 'hitless',
  sessionReset: 'session reset',
  interfaceFlap: 'interface flap',
  readvertisement: 're-advertisement of all routes',
  withdrawal: 'withdrawal of all that the fabric has there',
  forwardingRestart: 'forwarding-engine restart',
  unknown: 'unknown disruption',
};

/** The class as people read it. */
export function describeClass(disruption: DisruptionClass): string {
  return WORDS[disruption];
}

/** The worse of the two. */
export function worse(one: DisruptionClass, other: DisruptionClass): DisruptionClass {
  return DISRUPTION_CLASSES.indexOf(one) >= DISRUPTION_CLASSES.indexOf(other) ? one : other;
}

/** The worst of all; `hitless` of none. */
export function worst(classes: Iterable<DisruptionClass>): DisruptionClass {
  let found: DisruptionClass = 'hitless';
  for (const one of classes) found = worse(found, one);
  return found;
}

/** Whether somebody has to agree before it may be committed. */
export function needsConsent(disruption: DisruptionClass): boolean {
  return disruption === 'forwardingRestart' || disruption === 'unknown';
}
