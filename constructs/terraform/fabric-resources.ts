import type { Construct } from 'constructs';
import type { Precondition } from '../../lib/cdktf';
import type { DeviceIntent, FabricIntent, LoginIntent } from '../../lib/intent/fabric-intent';
import type { DeviceFiles } from '../../lib/manifest/device-files';
import type { Carrier } from '../fabric/carrier';
import type { PlanDetail } from '../fabric/plan-detail';
import { CarrierResource } from './carrier-resource';
import type { LocalValue } from './fabric-local';
import { FabricLocal } from './fabric-local';
import { configurationId, deviceId, devicesLocalId, rolloutId, stackId, stanzasLocalId } from './logical-id';
import { stanzaFilesAreOfThisSynth, stanzaTriggers } from './stanza-files';
import { applyStep, withdrawAllStep, withdrawRemovedStep } from './steps';
import type { Triggers } from './triggers';
import { computedTriggers, literalTriggers } from './triggers';

/** What the resources of a fabric read when the stack is rendered. */
export interface FabricContents {
  readonly name: string;
  readonly carrier: Carrier;
  readonly planDetail: PlanDetail;
  /** @throws FabricError when the fabric is not sound */
  intent(): FabricIntent;
  device(hostname: string): DeviceFiles;
  manifestDigest(): string;
}

/** The resources of a fabric that exist once, each after the one before. */
export interface FabricResources {
  readonly rollout: CarrierResource;
}

/** `<fabric>_stack`, `<fabric>_device` and `<fabric>_rollout`. */
export function fabricResources(scope: Construct, contents: FabricContents): FabricResources {
  const { carrier, name } = contents;
  const stack = new CarrierResource(scope, 'Stack', {
    carrier,
    logicalId: stackId(name),
    triggers: literalTriggers(() => ({ group: name })),
    steps: [withdrawAllStep()],
  });
  const devices = new FabricLocal(scope, 'Devices', devicesLocalId(name), () => removalEntries(contents.intent()));
  const device = new CarrierResource(scope, 'Device', {
    carrier,
    logicalId: deviceId(name),
    triggers: computedTriggers({ device: 'jsonencode(each.value)' }),
    forEach: devices.reference,
    after: stack,
    steps: [withdrawRemovedStep(carrier)],
  });
  const rollout = new CarrierResource(scope, 'Rollout', {
    carrier,
    logicalId: rolloutId(name),
    triggers: literalTriggers(() => digests(contents, 'rolloutDigest')),
    after: device,
    steps: [applyStep(() => contents.manifestDigest())],
    precondition: wholeness(scope, contents),
  });
  return { rollout };
}

function wholeness(scope: Construct, contents: FabricContents): Precondition | undefined {
  if (!contents.planDetail.includesText) return undefined;
  const local = new FabricLocal(scope, 'Stanzas', stanzasLocalId(contents.name), () =>
    digests(contents, 'stanzasDigest'),
  );
  return stanzaFilesAreOfThisSynth(local.reference);
}

/** `<fabric>_configuration_<hostname>`: what people read in a plan, and what state remembers as last applied. */
export function configurationResource(
  scope: Construct,
  contents: FabricContents,
  hostname: string,
  rollout: CarrierResource,
): CarrierResource {
  return new CarrierResource(scope, 'Configuration', {
    carrier: contents.carrier,
    logicalId: configurationId(contents.name, hostname),
    triggers: configurationTriggers(contents, hostname),
    after: rollout,
  });
}

function configurationTriggers(contents: FabricContents, hostname: string): Triggers {
  if (contents.planDetail.includesText) return stanzaTriggers(hostname);
  return literalTriggers(() => ({ digest: contents.device(hostname).rolloutDigest }));
}

function digests(contents: FabricContents, of: 'rolloutDigest' | 'stanzasDigest'): Record<string, string> {
  const { devices } = contents.intent();
  return Object.fromEntries(devices.map(({ hostname }) => [hostname, contents.device(hostname)[of]]));
}

/** What withdrawing a device needs to know when its construct is gone. */
function removalEntries({ name, devices }: FabricIntent): Record<string, LocalValue> {
  return Object.fromEntries(devices.map((device) => [device.hostname, removalEntry(name, device)]));
}

function removalEntry(group: string, device: DeviceIntent): LocalValue {
  const { engineHostnames, hostname, managementAddress, managementPort, model, removalPolicy } = device;
  return {
    hostname,
    ...(engineHostnames !== undefined && { engineHostnames: [...engineHostnames] }),
    managementAddress,
    managementPort,
    login: loginReference(device.login),
    group,
    removalPolicy,
    model,
  };
}

function loginReference(login: LoginIntent): LocalValue {
  return { ...login };
}
