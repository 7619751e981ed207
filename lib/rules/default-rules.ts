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
import { neighborTwice } from './bgp/neighbor-twice';
import { peerAsEqualsLocalAs } from './bgp/peer-as-equals-local-as';
import { policyNameClash } from './bgp/policy-name-clash';
import { prefixCoversLink } from './bgp/prefix-covers-link';
import { prefixCoversLoopback } from './bgp/prefix-covers-loopback';
import { prefixOfTwoServers } from './bgp/prefix-of-two-servers';
import { serversShareAs } from './bgp/servers-share-as';
import { loopbackShared } from './device/loopback-shared';
import { managementAddressShared } from './device/management-address-shared';
import { mtuExceedsFabric } from './interface/mtu-exceeds-fabric';
import { mtusDiffer } from './interface/mtus-differ';
import { portAndChannel } from './interface/port-and-channel';
import { portNotOnModel } from './interface/port-not-on-model';
import { taggedAndUntagged } from './interface/tagged-and-untagged';
import { unitDiffersFromVlanId } from './interface/unit-differs-from-vlan-id';
import { unitTwice } from './interface/unit-twice';
import { vlanIdReserved } from './interface/vlan-id-reserved';
import { vlanIdTwice } from './interface/vlan-id-twice';
import { modelCannotRouteVxlan } from './platform/model-cannot-route-vxlan';
import { modelUnknown } from './platform/model-unknown';
import { overlayEcmpMissing } from './platform/overlay-ecmp-missing';
import { releaseUnstated } from './platform/release-unstated';
import { releaseUnsupported } from './platform/release-unsupported';
import { homesInOneFailureDomain } from './server/homes-in-one-failure-domain';
import { homesMtuDiffer } from './server/homes-mtu-differ';
import { homesOnOneLeaf } from './server/homes-on-one-leaf';
import { nameTwice } from './server/name-twice';
import { singleHomed } from './server/single-homed';
import { declaredTwice } from './vrf/declared-twice';
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
  neighborTwice,
  peerAsEqualsLocalAs,
  policyNameClash,
  prefixCoversLink,
  prefixCoversLoopback,
  prefixOfTwoServers,
  serversShareAs,
  loopbackShared,
  managementAddressShared,
  mtuExceedsFabric,
  mtusDiffer,
  portAndChannel,
  portNotOnModel,
  taggedAndUntagged,
  unitDiffersFromVlanId,
  unitTwice,
  vlanIdReserved,
  vlanIdTwice,
  modelCannotRouteVxlan,
  modelUnknown,
  overlayEcmpMissing,
  releaseUnstated,
  releaseUnsupported,
  homesInOneFailureDomain,
  homesMtuDiffer,
  homesOnOneLeaf,
  nameTwice,
  singleHomed,
  declaredTwice,
  rdCollidesWithAutomatic,
  rdNumberShared,
  rdSharedByLeaves,
  rdTwiceOnDevice,
  routeTargetShared,
  vniShared,
];
