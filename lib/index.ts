export { type FabricBfdOptions } from '../constructs/bfd-options';
export { Advertise } from '../constructs/advertise';
export { BgpAuthentication, KeyChainAlgorithm } from '../constructs/bgp-authentication';
export { Carrier } from '../constructs/carrier';
export {
  Consent,
  type ForwardingRestartConsent,
  type OverwriteDriftConsent,
  type PartitionConsent,
} from '../constructs/consent';
export { EbgpServerPeering, type EbgpServerPeeringProps } from '../constructs/ebgp-server-peering';
export { Expectation } from '../constructs/expectation';
export { EvpnOverlay, type EvpnOverlayProps } from '../constructs/evpn-overlay';
export { Fabric } from '../constructs/fabric';
export type { FabricProps } from '../constructs/fabric-props';
export { FabricDevice, type FabricDeviceProps, type IFabricDevice } from '../constructs/fabric-device';
export { FabricLink, type FabricLinkProps } from '../constructs/fabric-link';
export { type FabricLinkOptions } from '../constructs/fabric-link-options';
export { type FabricPools } from '../constructs/fabric-pools';
export { type ForeignDeviceAttributes } from '../constructs/foreign-device';
export { IpFabricUnderlay, type IpFabricUnderlayProps } from '../constructs/ip-fabric-underlay';
export type { AdoptionProps } from '../constructs/adoption';
export { JunosStatements, type JunosStatementsProps } from '../constructs/junos-statements';
export { LacpPeriodic } from '../constructs/lacp-periodic';
export { type ILeafDevice, LeafDevice, type LeafDeviceProps } from '../constructs/leaf-device';
export {
  type IKeyChain,
  KeyAlgorithm,
  KeyChain,
  type KeyChainKey,
  type KeyChainProps,
  TcpAoAlgorithm,
} from '../constructs/key-chain';
export { type AgentLogin, type KeyFileLogin, Login, type OpenSshLogin, type PasswordLogin } from '../constructs/login';
export { MultihomedServer, type MultihomedServerProps, type ServerAttachment } from '../constructs/multihomed-server';
export { PlanDetail } from '../constructs/plan-detail';
export { ChannelSpeed, PortBreakout, type PortBreakoutProps } from '../constructs/port-breakout';
export {
  InterfaceSpeed,
  LacpMode,
  type LinkAggregation,
  type OnePortOptions,
  type PortOptions,
} from '../constructs/port-options';
export {
  PrefixLimitAction,
  type PrefixLimitTeardown,
  type PrefixLimitWarning,
} from '../constructs/prefix-limit-action';
export { Prerequisite, type Prerequisites } from '../constructs/prerequisite';
export { type CustomQfxModelProps, QfxModel, type QfxPortRow } from '../constructs/qfx-model';
export { RemovalPolicy } from '../constructs/removal-policy';
export { RolloutMode, type RolloutOptions } from '../constructs/rollout-options';
export { RoutingPolicy } from '../constructs/routing-policy';
export { Rules } from '../constructs/rules';
export { Secret, type SecretCommandOptions } from '../constructs/secret';
export { ServerFacingInterface, type ServerFacingInterfaceProps } from '../constructs/server-facing-interface';
export { ServerFormat } from '../constructs/server-format';
export { type ServerEndOptions, type ServerSideOptions } from '../constructs/server-side';
export { type HomeSessionOptions, type ServerSessionOptions, type SessionOptions } from '../constructs/session-options';
export { type ISpineDevice, SpineDevice, type SpineDeviceProps } from '../constructs/spine-device';
export { Survives, type SurvivesOptions } from '../constructs/survives';
export {
  type IVrf,
  Vrf5Instance,
  type Vrf5InstanceAttributes,
  type Vrf5InstanceProps,
} from '../constructs/vrf5-instance';
export { FabricStack, type FabricStackProps } from '../stacks/fabric-stack';
export { FabricError } from './errors';
export type * from './intent/fabric-intent';
export { type QfxModel as QfxModelFacts } from './platform/qfx-model';
export { type DeviceOfModel } from './platform/qfx-models';
export { type Rule, type RuleContext, type RuleDescription, Severity, type Violation } from './rules/rule';
export { RulePack } from './rules/rule-pack';
