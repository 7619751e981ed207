import { subnetCoversLoopback } from './address/subnet-covers-loopback';
import { subnetLength } from './address/subnet-length';
import { subnetsOverlapAcrossLeaves } from './address/subnets-overlap-across-leaves';
import { subnetsOverlapOnLeaf } from './address/subnets-overlap-on-leaf';
import { acceptsAnything } from './bgp/accepts-anything';
import { asNumberForDocumentation } from './bgp/as-number-for-documentation';
import { asNumberReserved } from './bgp/as-number-reserved';
import { bfdDuringRestartUnsaid } from './bgp/bfd-during-restart-unsaid';
import { bfdFasterThanPlatform } from './bgp/bfd-faster-than-platform';
import { bfdSlowerThanHoldTime } from './bgp/bfd-slower-than-hold-time';
import { defaultRouteAccepted } from './bgp/default-route-accepted';
import { duplicateKeyChain } from './bgp/duplicate-key-chain';
import { duplicateNeighbor } from './bgp/duplicate-neighbor';
import { groupSettingsDiffer } from './bgp/group-settings-differ';
import { groupShared } from './bgp/group-shared';
import { keyChainUnknown } from './bgp/key-chain-unknown';
import { keyOfRange } from './bgp/key-of-range';
import { keysStartTogether } from './bgp/keys-start-together';
import { loopsHidePrepended } from './bgp/loops-hide-prepended';
import { loopsWithAsOverride } from './bgp/loops-with-as-override';
import { localAddressNotInVrf } from './bgp/local-address-not-in-vrf';
import { localAddressWithoutMultihop } from './bgp/local-address-without-multihop';
import { multihopToConnectedNeighbor } from './bgp/multihop-to-connected-neighbor';
import { peerAsEqualsLocalAs } from './bgp/peer-as-equals-local-as';
import { policyNameClash } from './bgp/policy-name-clash';
import { prefixCoversFabricSpace } from './bgp/prefix-covers-fabric-space';
import { prefixCoversLink } from './bgp/prefix-covers-link';
import { prefixCoversLoopback } from './bgp/prefix-covers-loopback';
import { prefixIsMartian } from './bgp/prefix-is-martian';
import { prefixOfTwoServers } from './bgp/prefix-of-two-servers';
import { rangeOverlapsNeighbor } from './bgp/range-overlaps-neighbor';
import { rangeHoldsMartians } from './bgp/range-holds-martians';
import { rangeTooWide } from './bgp/range-too-wide';
import { secondSiteOfOrigin } from './bgp/second-site-of-origin';
import { serversShareAs } from './bgp/servers-share-as';
import { siteOfOriginDiffers } from './bgp/site-of-origin-differs';
import { siteOfOriginShared } from './bgp/site-of-origin-shared';
import { staleRoutesBeforeRestart } from './bgp/stale-routes-before-restart';
import { tornDownUntilCleared } from './bgp/torn-down-until-cleared';
import { gracefulRestartWithNonstopRouting } from './device/graceful-restart-with-nonstop-routing';
import { loopbackShared } from './device/loopback-shared';
import { managementAddressShared } from './device/management-address-shared';
import { breakoutContradicted } from './interface/breakout-contradicted';
import { channelWithoutBreakout } from './interface/channel-without-breakout';
import { duplicateUnit } from './interface/duplicate-unit';
import { duplicateVlanId } from './interface/duplicate-vlan-id';
import { familyMtuExceedsMtu } from './interface/family-mtu-exceeds-mtu';
import { mtuExceedsFabric } from './interface/mtu-exceeds-fabric';
import { mtusDiffer } from './interface/mtus-differ';
import { portAndChannel } from './interface/port-and-channel';
import { portIsMember } from './interface/port-is-member';
import { portNotOnModel } from './interface/port-not-on-model';
import { portSettingsDiffer } from './interface/port-settings-differ';
import { taggedAndUntagged } from './interface/tagged-and-untagged';
import { unitDiffersFromVlanId } from './interface/unit-differs-from-vlan-id';
import { vlanIdReserved } from './interface/vlan-id-reserved';
import { overlayAsNumberDiffers } from './overlay/as-number-differs';
import { backupsAlike } from './overlay/backups-alike';
import { clusterIdIsLoopback } from './overlay/cluster-id-is-loopback';
import { clusterIdMissing } from './overlay/cluster-id-missing';
import { leavesShareAsNumber } from './overlay/leaves-share-as-number';
import { oneAsNumberAtBothEnds } from './overlay/one-as-number-at-both-ends';
import { reflectorWithoutClient } from './overlay/reflector-without-client';
import { serverAsIsThatOfDevice } from './overlay/server-as-is-that-of-device';
import { sessionOneSided } from './overlay/session-one-sided';
import { singleReflector } from './overlay/single-reflector';
import { withoutReflector } from './overlay/without-reflector';
import { modelCannotRouteVxlan } from './platform/model-cannot-route-vxlan';
import { modelUnknown } from './platform/model-unknown';
import { overlayEcmpMissing } from './platform/overlay-ecmp-missing';
import { releaseUnstated } from './platform/release-unstated';
import { releaseUnsupported } from './platform/release-unsupported';
import { vtepSourceOnEvolved } from './platform/vtep-source-on-evolved';
import { attachmentMtusDiffer } from './server/attachment-mtus-differ';
import { attachmentsInOneFailureDomain } from './server/attachments-in-one-failure-domain';
import { attachmentsOnOneLeaf } from './server/attachments-on-one-leaf';
import { backupEverywhere } from './server/backup-everywhere';
import { backupInExternalVrf } from './server/backup-in-external-vrf';
import { backupPreferred } from './server/backup-preferred';
import { drainedEverywhere } from './server/drained-everywhere';
import { duplicateName } from './server/duplicate-name';
import { singleHomed } from './server/single-homed';
import { withoutSourceAddress } from './server/without-source-address';
import { demandNotMet } from './survival/demand-not-met';
import { reflectorsFailTogether } from './survival/reflectors-fail-together';
import { waveBreaksDemand } from './survival/wave-breaks-demand';
import { asNumberEqualsOverlay } from './underlay/as-number-equals-overlay';
import { asNumberShared } from './underlay/as-number-shared';
import { fabricBfdFasterThanPlatform } from './underlay/bfd-faster-than-platform';
import { duplicatePort } from './underlay/duplicate-port';
import { linkOneSided } from './underlay/link-one-sided';
import { microBfdSlowerThanBfd } from './underlay/micro-bfd-slower-than-bfd';
import { mtuTooSmall } from './underlay/mtu-too-small';
import { linkPortNotOnModel } from './underlay/port-not-on-model';
import { singleUplink } from './underlay/single-uplink';
import { subnetsOverlap } from './underlay/subnets-overlap';
import { duplicateRdOnDevice } from './vrf/duplicate-rd-on-device';
import { duplicateVrf } from './vrf/duplicate-vrf';
import { generatedDefaultInExternalVrf } from './vrf/generated-default-in-external-vrf';
import { importsFromAnother } from './vrf/imports-from-another';
import { loopbackAddressShared } from './vrf/loopback-address-shared';
import { loopbackUnitShared } from './vrf/loopback-unit-shared';
import { prefixStopped } from './vrf/prefix-stopped';
import { rdCollidesWithAutomatic } from './vrf/rd-collides-with-automatic';
import { rdNumberShared } from './vrf/rd-number-shared';
import { rdSharedByLeaves } from './vrf/rd-shared-by-leaves';
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
  bfdDuringRestartUnsaid,
  bfdFasterThanPlatform,
  bfdSlowerThanHoldTime,
  defaultRouteAccepted,
  duplicateKeyChain,
  duplicateNeighbor,
  groupSettingsDiffer,
  groupShared,
  keyChainUnknown,
  keyOfRange,
  keysStartTogether,
  loopsHidePrepended,
  loopsWithAsOverride,
  localAddressNotInVrf,
  localAddressWithoutMultihop,
  multihopToConnectedNeighbor,
  peerAsEqualsLocalAs,
  policyNameClash,
  prefixCoversFabricSpace,
  prefixCoversLink,
  prefixCoversLoopback,
  prefixIsMartian,
  rangeHoldsMartians,
  prefixOfTwoServers,
  rangeOverlapsNeighbor,
  rangeTooWide,
  secondSiteOfOrigin,
  serversShareAs,
  siteOfOriginDiffers,
  siteOfOriginShared,
  staleRoutesBeforeRestart,
  tornDownUntilCleared,
  gracefulRestartWithNonstopRouting,
  loopbackShared,
  managementAddressShared,
  breakoutContradicted,
  channelWithoutBreakout,
  duplicateUnit,
  duplicateVlanId,
  familyMtuExceedsMtu,
  mtuExceedsFabric,
  mtusDiffer,
  portAndChannel,
  portIsMember,
  portNotOnModel,
  portSettingsDiffer,
  taggedAndUntagged,
  unitDiffersFromVlanId,
  vlanIdReserved,
  overlayAsNumberDiffers,
  backupsAlike,
  clusterIdIsLoopback,
  clusterIdMissing,
  leavesShareAsNumber,
  oneAsNumberAtBothEnds,
  reflectorWithoutClient,
  serverAsIsThatOfDevice,
  sessionOneSided,
  singleReflector,
  withoutReflector,
  modelCannotRouteVxlan,
  modelUnknown,
  overlayEcmpMissing,
  releaseUnstated,
  releaseUnsupported,
  vtepSourceOnEvolved,
  attachmentMtusDiffer,
  attachmentsInOneFailureDomain,
  attachmentsOnOneLeaf,
  backupEverywhere,
  backupInExternalVrf,
  backupPreferred,
  drainedEverywhere,
  duplicateName,
  singleHomed,
  withoutSourceAddress,
  demandNotMet,
  reflectorsFailTogether,
  waveBreaksDemand,
  asNumberEqualsOverlay,
  asNumberShared,
  fabricBfdFasterThanPlatform,
  duplicatePort,
  linkOneSided,
  microBfdSlowerThanBfd,
  mtuTooSmall,
  linkPortNotOnModel,
  singleUplink,
  subnetsOverlap,
  duplicateRdOnDevice,
  duplicateVrf,
  generatedDefaultInExternalVrf,
  importsFromAnother,
  loopbackAddressShared,
  loopbackUnitShared,
  prefixStopped,
  rdCollidesWithAutomatic,
  rdNumberShared,
  rdSharedByLeaves,
  routeTargetShared,
  vniShared,
];
