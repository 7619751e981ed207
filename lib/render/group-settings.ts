import type { PeeringIntent } from '../intent/fabric-intent';

/** Something that stands on a BGP group: words for messages, and the value to compare between its sessions. */
export type GroupSetting = readonly [name: string, valueOf: (peering: PeeringIntent) => unknown];

/** The options of a session that stand on its group, or on the group's policies, so that all its sessions share them. */
export const OPTION_SETTINGS: readonly GroupSetting[] = [
  ['action on too many prefixes', ({ prefixLimitAction }) => text(prefixLimitAction)],
  ['authentication', ({ authentication }) => text(authentication)],
  ['graceful restart', ({ gracefulRestart }) => text(gracefulRestart)],
  ['TTL security', ({ ttlSecurity }) => ttlSecurity],
  ['list of communities', ({ communities }) => text(communities)],
  ['local preference', ({ localPreference }) => localPreference],
  ['as-override', ({ asOverride }) => asOverride],
  ['site of origin', ({ siteOfOrigin }) => siteOfOrigin],
  ['drain', ({ drained }) => drained !== undefined],
  ['backup', ({ backup }) => text(backup)],
  ['choice of advertised routes', ({ advertised }) => text(advertised)],
  ['import policy', ({ importPolicies }) => text(importPolicies)],
  ['export policy', ({ exportPolicies }) => text(exportPolicies)],
  // Where servers of a range open the session, their AS number and the description stand on the group.
  ['kind of neighbor', ({ isRange }) => isRange],
  ['AS number', ({ isRange, peerAsn }) => (isRange === true ? peerAsn : undefined)],
  ['description', ({ description, isRange }) => (isRange === true ? description : undefined)],
];

function text(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}
