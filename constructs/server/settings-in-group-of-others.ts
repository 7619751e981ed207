import type { IConstruct } from 'constructs';
import type { Family, GroupOfOthersIntent, SessionOptionsIntent } from '../../lib/intent/fabric-intent';
import { Asn } from '../../lib/model/asn';
import { parsed } from '../private/located';
import type { BgpGroup } from './bgp-group';
import type { EbgpServerPeeringProps } from './ebgp-server-peering';
import { notInGroupOfOthers } from './errors';
import { sessionSettings } from './session-options';
import { withoutUndefined } from '../private/without-undefined';

/** Props that the library carries out by policies, or by statements that only a whole group can have. */
const OF_OWN_GROUP = [
  ...([
    'group',
    'dualStackGroup',
    'allow',
    'prefixes',
    'atLeast',
    'communities',
    'localPreference',
    'siteOfOrigin',
    'asOverride',
  ] as const),
  ...(['advertise', 'drain', 'backup', 'backupPrependCount', 'backupLocalPreference'] as const),
] satisfies readonly (keyof EbgpServerPeeringProps)[];

type PropsInGroup = EbgpServerPeeringProps & { readonly bgpGroup: BgpGroup };

/**
 * The options of a session in a BGP group of others: its own, and what the group says where it says nothing.
 *
 * @throws FabricError `notInGroupOfOthers`, and when an option is not usable
 */
export function settingsInGroupOfOthers(
  scope: IConstruct,
  props: PropsInGroup,
  family: Family,
): { readonly settings: SessionOptionsIntent; readonly groupOfOthers: GroupOfOthersIntent } {
  const { bgpGroup, namesFamily = false } = props;
  const ofOwnGroup = OF_OWN_GROUP.find((name) => props[name] !== undefined);
  if (ofOwnGroup !== undefined) throw notInGroupOfOthers(ofOwnGroup, bgpGroup.groupName, scope.node.path);
  const { peerAsn, ...theirs } = bgpGroup._attributes;
  const said = withoutUndefined(props);
  const settings = sessionSettings(scope, { bfd: false, ...theirs, ...said }, family);
  const own = sessionSettings(scope, { bfd: theirs.bfd ?? false, ...said }, family);
  const isOwn = (name: keyof SessionOptionsIntent): boolean => {
    if (name === 'prefixLimit') return props.prefixLimit !== undefined;
    if (name === 'bfd') return (props.bfd ?? props.bfdMinimumIntervalMs ?? props.bfdMultiplier) !== undefined;
    return own[name] !== undefined;
  };
  const inherited = (Object.keys(settings) as (keyof SessionOptionsIntent)[]).filter((name) => !isOwn(name));
  const asn = peerAsn === undefined ? undefined : parsed(scope, 'bgpGroup.peerAsn', () => Asn.parse(peerAsn)).value;
  const all = asn === props.peerAsn ? ['peerAsn', ...inherited] : inherited;
  return { settings, groupOfOthers: { inherited: all, ...(namesFamily && { namesFamily: true }) } };
}
