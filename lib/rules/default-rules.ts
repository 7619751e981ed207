import { subnetCoversLoopback } from './address/subnet-covers-loopback';
import { subnetLength } from './address/subnet-length';
import { subnetsOverlapAcrossLeaves } from './address/subnets-overlap-across-leaves';
import { subnetsOverlapOnLeaf } from './address/subnets-overlap-on-leaf';
import { acceptsAnything } from './bgp/accepts-anything';
import { asNumberForDocumentation } from './bgp/as-number-for-documentation';
import { asNumberReserved } from './bgp/as-number-reserved';
import { bfdFasterThanPlatform } from './bgp/bfd-faster-than-platform';
import { defaultRouteAccepted } from './bgp/default-route-accepted';
import { groupSettingsDiffer } from './bgp/group-settings-differ';
import { groupShared } from './bgp/group-shared';
import { keyChainTwice } from './bgp/key-chain-twice';
import { keyChainUnknown } from './bgp/key-chain-unknown';
import { keysStartTogether } from './bgp/keys-start-together';
import { neighborTwice } from './bgp/neighbor-twice';
import { peerAsEqualsLocalAs } from './bgp/peer-as-equals-local-as';
import { policyNameClash } from './bgp/policy-name-clash';
import { prefixCoversLink } from './bgp/prefix-covers-link';
import { prefixCoversLoopback } from './bgp/prefix-covers-loopback';
import { prefixOfTwoServers } from './bgp/prefix-of-two-servers';
import { rangeOverlapsNeighbor } from './bgp/range-overlaps-neighbor';
import { serversShareAs } from './bgp/servers-share-as';
import { siteOfOriginDiffers } from './bgp/site-of-origin-differs';
import { siteOfOriginShared } from './bgp/site-of-origin-shared';
import { tornDownUntilCleared } from './bgp/torn-down-until-cleared';
import { loopbackShared } from './device/loopback-shared';
import { managementAddressShared } from './device/management-address-shared';
import { breakoutContradicted } from './interface/breakout-contradicted';
import { channelWithoutBreakout } from './interface/channel-without-breakout';
import { familyMtuExceedsMtu } from './interface/family-mtu-exceeds-mtu';
import { mtuExceedsFabric } from './interface/mtu-exceeds-fabric';
import { mtusDiffer } from './interface/mtus-differ';
import { portAndChannel } from './interface/port-and-channel';
import { portIsMember } from './interface/port-is-member';
import { portNotOnModel } from './interface/port-not-on-model';
import { portSettingsDiffer } from './interface/port-settings-differ';
import { taggedAndUntagged } from './interface/tagged-and-untagged';
import { unitDiffersFromVlanId } from './interface/unit-differs-from-vlan-id';
import { unitTwice } from './interface/unit-twice';
import { vlanIdReserved } from './interface/vlan-id-reserved';
import { vlanIdTwice } from './interface/vlan-id-twice';
import { clusterIdIsLoopback } from './overlay/cluster-id-is-loopback';
import { clusterIdMissing } from './overlay/cluster-id-missing';
import { reflectorWithoutClient } from './overlay/reflector-without-client';
import { sessionOneSided } from './overlay/session-one-sided';
import { singleReflector } from './overlay/single-reflector';
import { withoutReflector } from './overlay/without-reflector';
import { modelCannotRouteVxlan } from './platform/model-cannot-route-vxlan';
import { modelUnknown } from './platform/model-unknown';
import { overlayEcmpMissing } from './platform/overlay-ecmp-missing';
import { releaseUnstated } from './platform/release-unstated';
import { releaseUnsupported } from './platform/release-unsupported';
import { backupEverywhere } from './server/backup-everywhere';
import { backupInVrfOfOthers } from './server/backup-in-vrf-of-others';
import { backupPreferred } from './server/backup-preferred';
import { drainedEverywhere } from './server/drained-everywhere';
import { homesInOneFailureDomain } from './server/homes-in-one-failure-domain';
import { homesMtuDiffer } from './server/homes-mtu-differ';
import { homesOnOneLeaf } from './server/homes-on-one-leaf';
import { nameTwice } from './server/name-twice';
import { singleHomed } from './server/single-homed';
import { withoutSourceAddress } from './server/without-source-address';
import { asNumberEqualsOverlay } from './underlay/as-number-equals-overlay';
import { asNumberShared } from './underlay/as-number-shared';
import { fabricBfdFasterThanPlatform } from './underlay/bfd-faster-than-platform';
import { linkOneSided } from './underlay/link-one-sided';
import { mtuTooSmall } from './underlay/mtu-too-small';
import { linkPortNotOnModel } from './underlay/port-not-on-model';
import { portUsedTwice } from './underlay/port-used-twice';
import { singleUplink } from './underlay/single-uplink';
import { subnetsOverlap } from './underlay/subnets-overlap';
import { demandNotMet } from './survival/demand-not-met';
import { reflectorsFailTogether } from './survival/reflectors-fail-together';
import { waveBreaksDemand } from './survival/wave-breaks-demand';
import { declaredTwice } from './vrf/declared-twice';
import { generatedDefaultInVrfOfOthers } from './vrf/generated-default-in-vrf-of-others';
import { importsFromAnother } from './vrf/imports-from-another';
import { rdCollidesWithAutomatic } from './vrf/rd-collides-with-automatic';
import { rdNumberShared } from './vrf/rd-number-shared';
import { rdSharedByLeaves } from './vrf/rd-shared-by-leaves';
import { rdTwiceOnDevice } from './vrf/rd-twice-on-device';
import { routeTargetShared } from './vrf/route-target-shared';
import { vniShared } from './vrf/vni-shared';
import type { Rule } from './rule';

/** Every rule of this library, family by family. */
export const DEFAULT_RULES: readonly Rule[] = [
  subnetCoversLoopback,
  subnetLength,
  subnetsOverlapAcrossLeaves,
  subnetsOverlapOnLeaf,
  acceptsAnything,
  asNumberForDocumentation,
  asNumberReserved,
  bfdFasterThanPlatform,
  defaultRouteAccepted,
  groupSettingsDiffer,
  groupShared,
  keyChainTwice,
  keyChainUnknown,
  keysStartTogether,
  neighborTwice,
  peerAsEqualsLocalAs,
  policyNameClash,
  prefixCoversLink,
  prefixCoversLoopback,
  prefixOfTwoServers,
  rangeOverlapsNeighbor,
  serversShareAs,
  siteOfOriginDiffers,
  siteOfOriginShared,
  tornDownUntilCleared,
  loopbackShared,
  managementAddressShared,
  breakoutContradicted,
  channelWithoutBreakout,
  familyMtuExceedsMtu,
  mtuExceedsFabric,
  mtusDiffer,
  portAndChannel,
  portIsMember,
  portNotOnModel,
  portSettingsDiffer,
  taggedAndUntagged,
  unitDiffersFromVlanId,
  unitTwice,
  vlanIdReserved,
  vlanIdTwice,
  clusterIdIsLoopback,
  clusterIdMissing,
  reflectorWithoutClient,
  sessionOneSided,
  singleReflector,
  withoutReflector,
  modelCannotRouteVxlan,
  modelUnknown,
  overlayEcmpMissing,
  releaseUnstated,
  releaseUnsupported,
  backupEverywhere,
  backupInVrfOfOthers,
  backupPreferred,
  drainedEverywhere,
  homesInOneFailureDomain,
  homesMtuDiffer,
  homesOnOneLeaf,
  nameTwice,
  singleHomed,
  withoutSourceAddress,
  asNumberEqualsOverlay,
  asNumberShared,
  fabricBfdFasterThanPlatform,
  linkOneSided,
  mtuTooSmall,
  linkPortNotOnModel,
  portUsedTwice,
  singleUplink,
  subnetsOverlap,
  demandNotMet,
  reflectorsFailTogether,
  waveBreaksDemand,
  declaredTwice,
  generatedDefaultInVrfOfOthers,
  importsFromAnother,
  rdCollidesWithAutomatic,
  rdNumberShared,
  rdSharedByLeaves,
  rdTwiceOnDevice,
  routeTargetShared,
  vniShared,
];
