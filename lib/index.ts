export { type FabricBfdOptions } from '../constructs/server/bfd-options';
export { Advertise } from '../constructs/server/advertise';
export { BfdDuringRestart } from '../constructs/server/bfd-during-restart';
export { BgpAuthentication, KeyChainAlgorithm } from '../constructs/server/bgp-authentication';
export { BgpGroup, type BgpGroupAttributes } from '../constructs/server/bgp-group';
export { Carrier } from '../constructs/fabric/carrier';
export {
  Consent,
  type ForwardingRestartConsent,
  type LastAttachmentConsent,
  type OverwriteDriftConsent,
  type PartitionConsent,
} from '../constructs/fabric/consent';
export { EbgpServerPeering, type EbgpServerPeeringProps } from '../constructs/server/ebgp-server-peering';
export { Expectation } from '../constructs/server/expectation';
export { EbgpEvpnOverlay, type EbgpEvpnOverlayProps } from '../constructs/underlay-and-overlay/ebgp-evpn-overlay';
export { EvpnOverlay, type EvpnOverlayProps } from '../constructs/underlay-and-overlay/evpn-overlay';
export { Fabric } from '../constructs/fabric/fabric';
export type { FabricProps } from '../constructs/fabric/fabric-props';
export { FabricDevice, type FabricDeviceProps, type IFabricDevice } from '../constructs/device/fabric-device';
export { FabricLink, type FabricLinkProps } from '../constructs/underlay-and-overlay/fabric-link';
export { type FabricLinkOptions } from '../constructs/underlay-and-overlay/fabric-link-options';
export { type FabricPools } from '../constructs/fabric/fabric-pools';
export { type ForeignDeviceAttributes } from '../constructs/device/foreign-device';
export { IpFabricUnderlay, type IpFabricUnderlayProps } from '../constructs/underlay-and-overlay/ip-fabric-underlay';
export type { AdoptionProps } from '../constructs/device/adoption';
export { JunosStatements, type JunosStatementsProps } from '../constructs/device/junos-statements';
export { LacpPeriodic } from '../constructs/server/lacp-periodic';
export { type ILeafDevice, LeafDevice, type LeafDeviceProps } from '../constructs/device/leaf-device';
export {
  type IKeyChain,
  KeyAlgorithm,
  KeyChain,
  type KeyChainKey,
  type KeyChainProps,
  TcpAoAlgorithm,
} from '../constructs/server/key-chain';
export {
  type AgentLogin,
  type KeyFileLogin,
  Login,
  type OpenSshLogin,
  type PasswordLogin,
} from '../constructs/fabric/login';
export { LocalAddress } from '../constructs/server/local-address';
export {
  MultihomedServer,
  type MultihomedServerProps,
  type ServerAttachment,
} from '../constructs/server/multihomed-server';
export { PlanDetail } from '../constructs/fabric/plan-detail';
export { ChannelSpeed, PortBreakout, type PortBreakoutProps } from '../constructs/device/port-breakout';
export {
  InterfaceSpeed,
  LacpMode,
  type LinkAggregation,
  type OnePortOptions,
  type PortOptions,
} from '../constructs/server/port-options';
export {
  PrefixLimitAction,
  type PrefixLimitTeardown,
  type PrefixLimitWarning,
} from '../constructs/server/prefix-limit-action';
export { type ExternalPrerequisite, Prerequisite, type Prerequisites } from '../constructs/fabric/prerequisite';
export { type CustomQfxModelProps, QfxModel, type QfxPortRow } from '../constructs/device/qfx-model';
export { RemovalPolicy } from '../constructs/device/removal-policy';
export { RolloutMode, type RolloutOptions } from '../constructs/fabric/rollout-options';
export { RoutingPolicy } from '../constructs/server/routing-policy';
export { Rules } from '../constructs/fabric/rules';
export { Secret, type SecretCommandOptions } from '../constructs/fabric/secret';
export { ServerFacingInterface, type ServerFacingInterfaceProps } from '../constructs/server/server-facing-interface';
export { ServerFormat } from '../constructs/server/server-format';
export { type ServerEndOptions, type ServerSideOptions } from '../constructs/server/server-side';
export {
  type HomeSessionOptions,
  type ServerSessionOptions,
  type SessionOptions,
} from '../constructs/server/session-options';
export { type ISpineDevice, SpineDevice, type SpineDeviceProps } from '../constructs/device/spine-device';
export { Survives, type SurvivesOptions } from '../constructs/server/survives';
export {
  type IVrf,
  Vrf5Instance,
  type Vrf5InstanceAttributes,
  type Vrf5InstanceProps,
} from '../constructs/vrf/vrf5-instance';
export type { VrfLoopback } from '../constructs/vrf/vrf-loopback';
export { FabricStack, type FabricStackProps } from '../stacks/fabric-stack';
export { FabricError } from './model/fabric-error';
export { type QfxModelFacts } from './platform/qfx-model';
export { type DeviceOfModel } from './platform/qfx-models';
export { type Rule, type RuleContext, type RuleDescription, Severity, type Violation } from './rules/rule';
export { RulePack } from './rules/rule-pack';
