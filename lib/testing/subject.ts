import { TerraformStack } from '../cdktf';
import type { IConstruct } from 'constructs';
import { Construct } from 'constructs';
import { notPartOfFabric } from './errors';
import type { DeviceIntent, FabricIntent, ServerIntent } from '../intent/fabric-intent';
import type { FabricSource } from '../manifest/fabric-source';
import { fabricSourceOf } from '../manifest/fabric-source';
import { Reachability } from '../reachability/reachability';
import { DeviceTemplate } from './device-template';
import { FabricTemplate } from './fabric-template';
import { ServerTemplate } from './server-template';

/** A fabric, and the server or device of it that a test is about. */
export interface Subject {
  readonly source: FabricSource;
  readonly server?: ServerIntent;
  readonly device?: DeviceIntent;
}

/**
 * What a test hands to a matcher: a stack, a fabric, a device, a server, or the template of one.
 *
 * @throws FabricError `notPartOfFabric`; the error that synth would throw
 */
export function subjectOf(received: unknown): Subject {
  if (received instanceof FabricTemplate) return { source: received._source };
  if (received instanceof ServerTemplate) return { source: received._source, server: received._intent };
  if (received instanceof DeviceTemplate && received._source !== undefined) {
    return deviceSubject(received._source, received.hostname);
  }
  if (!Construct.isConstruct(received)) throw notPartOfFabric(describeValue(received));
  const source = sourceAround(received);
  if (source === undefined) throw notPartOfFabric(received.node.path);
  const intent = source.intent();
  const { path } = received.node;
  const server = intent.servers.find(({ constructPath }) => constructPath === path);
  const device = intent.devices.find(({ constructPath }) => constructPath === path);
  return { source, server, device };
}

/** Host name of a device, given by name, construct or template. @throws FabricError `notPartOfFabric` */
export function hostnameOf(device: unknown): string {
  if (typeof device === 'string') return device;
  if (device instanceof DeviceTemplate) return device.hostname;
  const hostname = subjectOf(device).device?.hostname;
  if (hostname === undefined) throw notPartOfFabric(describeValue(device));
  return hostname;
}

const computed = new WeakMap<FabricSource, { readonly of: string; readonly reachability: Reachability }>();

/** Reachability of a fabric as it is now; computed again only when its intent has changed. */
export function currentReachability(source: FabricSource): Reachability {
  const intent: FabricIntent = source.intent();
  const of = JSON.stringify(intent);
  const known = computed.get(source);
  if (known?.of === of) return known.reachability;
  const reachability = Reachability.ofFabric(intent);
  computed.set(source, { of, reachability });
  return reachability;
}

function deviceSubject(source: FabricSource, hostname: string): Subject {
  return { source, device: source.intent().devices.find((device) => device.hostname === hostname) };
}

/** The fabric that a construct is or is in; of a stack, the one in it. */
function sourceAround(construct: IConstruct): FabricSource | undefined {
  const nearestFirst = [...construct.node.scopes].reverse();
  const root = nearestFirst.find((scope) => TerraformStack.isStack(scope));
  const candidates = [...nearestFirst, ...(root?.node.findAll() ?? [])];
  return candidates.map(fabricSourceOf).find((source) => source !== undefined);
}

function describeValue(value: unknown): string {
  return typeof value === 'object' && value !== null ? `a ${value.constructor.name}` : String(value);
}
