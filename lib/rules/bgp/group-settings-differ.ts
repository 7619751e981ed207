import type { PeeringIntent } from '../../intent/fabric-intent';
import type { GroupSetting } from '../../render/group-settings';
import { GROUP_SETTINGS, settingsInCommon } from '../../render/group-settings';
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
        const differing = differingSettings(sessions);
        if (differing.length === 0) return [];
        return [
          { message: `the group ${words} has more than one ${listed(differing)}`, constructPaths: pathsOf(sessions) },
        ];
      }),
};

const PREFIXES: GroupSetting = [
  'list of prefixes',
  ({ acceptedPrefixes }) => JSON.stringify(acceptedPrefixes && [...acceptedPrefixes].sort()),
];

/** In words, each once. */
function differingSettings(sessions: readonly PeeringIntent[]): string[] {
  const differing = new Set(
    sessions.flatMap((one, i) =>
      sessions.slice(i + 1).flatMap((other) => {
        const ofFamily = one.family === other.family ? [PREFIXES] : [];
        const settings = [...ofFamily, ...settingsInCommon(one, other)];
        return settings.filter(([, valueOf]) => valueOf(one) !== valueOf(other)).map(([name]) => name);
      }),
    ),
  );
  return [PREFIXES, ...GROUP_SETTINGS].map(([name]) => name).filter((name) => differing.has(name));
}
