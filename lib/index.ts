export { Carrier } from '../constructs/carrier';
export { Consent, type ForwardingRestartConsent, type OverwriteDriftConsent } from '../constructs/consent';
export { EbgpServerPeering, type EbgpServerPeeringProps } from '../constructs/ebgp-server-peering';
export { Expectation } from '../constructs/expectation';
export { Fabric, type FabricProps } from '../constructs/fabric';
export { type FabricPools } from '../constructs/fabric-pools';
export { type ILeafDevice, LeafDevice, type LeafDeviceProps } from '../constructs/leaf-device';
export { type AgentLogin, type KeyFileLogin, Login, type PasswordLogin } from '../constructs/login';
export { MultihomedServer, type MultihomedServerProps, type ServerAttachment } from '../constructs/multihomed-server';
export { PlanDetail } from '../constructs/plan-detail';
export { Prerequisite, type Prerequisites } from '../constructs/prerequisite';
export { type CustomQfxModelProps, QfxModel, type QfxPortRow } from '../constructs/qfx-model';
export { RemovalPolicy } from '../constructs/removal-policy';
export { Rules } from '../constructs/rules';
export { ServerFacingInterface, type ServerFacingInterfaceProps } from '../constructs/server-facing-interface';
export { type ServerSessionOptions } from '../constructs/session-options';
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
