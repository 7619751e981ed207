import type { PeeringIntent } from '../../intent/fabric-intent';
import { GROUP_SETTINGS } from '../../render/group-settings';
import { hasOneOwner, sharedBgpGroupsOf } from '../facts/bgp-groups';
import { pathsOf } from '../facts/groups';
import { listed } from '../../model/listing';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** Sessions of one group that want something different of it. */
export const groupSettingsDiffer: Rule = {
  id: 'bgp/group-settings-differ',
  severity: Severity.ERROR,
  isBinding: true,
  what: 'sessions of one BGP group have different settings',
  why: 'these settings stand on the group, so that only one of the values can be configured',
  fix: 'give all sessions of the group the same value, or each its own group name',
  reference: 'Junos: group (BGP)',
  check: (fabric) =>
    sharedBgpGroupsOf(fabric)
      .filter(hasOneOwner)
      .flatMap(({ words, sessions }) => {
        const differing = SETTINGS.filter(([, valueOf]) => new Set(sessions.map(valueOf)).size > 1).map(
          ([name]) => name,
        );
        if (differing.length === 0) return [];
        return [
          { message: `the group ${words} has more than one ${listed(differing)}`, constructPaths: pathsOf(sessions) },
        ];
      }),
};

const SETTINGS: readonly (readonly [name: string, valueOf: (peering: PeeringIntent) => unknown])[] = [
  ['list of prefixes', ({ acceptedPrefixes }) => JSON.stringify(acceptedPrefixes && [...acceptedPrefixes].sort())],
  ...GROUP_SETTINGS,
];
