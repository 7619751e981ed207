import { join } from 'node:path';
import { Testing } from 'cdktf';
import type { App, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { FabricStackProps, MultihomedServerProps, ServerAttachment } from '../../lib/index';
import { FabricTemplate } from '../../lib/testing/index';
import { FabricStack, LeafDevice, Login, MultihomedServer, QfxModel, Vrf5Instance } from '../../lib/index';

/** The guide's page: leaf10 to leaf12, VRF_5, server1. */
export interface GuideStack {
  readonly app: App;
  readonly stack: FabricStack;
  readonly leaves: LeafDevice[];
  readonly vrf5: Vrf5Instance;
  readonly server1: MultihomedServer;
}

/** What a test may want different in it. */
export interface GuideStackOptions {
  readonly app?: App;
  readonly fabric?: Partial<FabricStackProps>;
  readonly leafNumbers?: readonly number[];
  readonly server?: Partial<MultihomedServerProps>;
}

export const FABRIC_PROPS: FabricStackProps = {
  overlayAsn: 4210000001,
  login: Login.agent({ user: 'netops' }),
  knownHostsFile: join(__dirname, 'known_hosts'),
};

/** One of the guide's leaves. */
export function guideLeaf(scope: Construct, n: number): LeafDevice {
  return new LeafDevice(scope, `leaf${n}`, {
    model: QfxModel.QFX10002_60C,
    junos: '19.1R2',
    loopback: `192.168.1.${n}`,
    managementAddress: `10.0.0.${n}`,
  });
}

/** The guide's VRF. */
export function guideVrf(scope: Construct): Vrf5Instance {
  return new Vrf5Instance(scope, 'VRF_5', { vni: 16776000, rdNumber: 5, routeTarget: 'target:62273:16776000' });
}

/** The guide's attachments, on any number of leaves: /30s from 172.16.104.0 by the number of the leaf. */
export function guideAttachments(leaves: readonly LeafDevice[]): (ServerAttachment & { readonly subnet: string })[] {
  return leaves.map((leaf) => ({
    leaf,
    interface: 'et-0/0/15',
    subnet: `172.16.104.${4 * (Number(leaf.hostName.slice(4)) - 10)}/30`,
  }));
}

export function guideStack(options: GuideStackOptions = {}): GuideStack {
  const app = options.app ?? Testing.app();
  const stack = new FabricStack(app, 'dc1', { ...FABRIC_PROPS, ...options.fabric });
  const leaves = (options.leafNumbers ?? [10, 11, 12]).map((n) => guideLeaf(stack, n));
  const vrf5 = guideVrf(stack);
  const server1 = new MultihomedServer(stack, 'server1', {
    vrf: vrf5,
    asn: 4220000001,
    prefixes: ['10.1.5.0/24'],
    attachments: guideAttachments(leaves),
    ...options.server,
  });
  return { app, stack, leaves, vrf5, server1 };
}

/** A stack's Terraform JSON as synth writes it, less the metadata of cdktf. */
export function terraformOf(stack: TerraformStack): TerraformJson {
  return JSON.parse(JSON.stringify(stack.toTerraform(), withoutMetadata)) as TerraformJson;
}

/**
 * What Terraform compares: the triggers of every null_resource, by name. Those of a configuration stand in the file that it
 * reads.
 */
export function triggersOf(stack: TerraformStack): Record<string, unknown> {
  const template = FabricTemplate.fromStack(stack);
  const resources = terraformOf(stack).resource.null_resource ?? {};
  const read = Object.fromEntries(
    template.findDevices().map((name) => [`dc1_configuration_${name}`, template.device(name).stanzas()]),
  );
  return Object.fromEntries(Object.entries(resources).map(([name, { triggers }]) => [name, read[name] ?? triggers]));
}

/** The parts of Terraform JSON that tests look at. */
export interface TerraformJson {
  readonly terraform?: Record<string, Record<string, Record<string, unknown>>>;
  readonly provider?: Record<string, Record<string, unknown>[]>;
  readonly locals?: Record<string, Record<string, Record<string, unknown>>>;
  readonly resource: Record<string, Record<string, TerraformBlock>>;
}

/** A resource block. */
export interface TerraformBlock {
  readonly triggers?: Record<string, string>;
  readonly triggers_replace?: Record<string, string>;
  readonly for_each?: string;
  readonly depends_on?: string[];
  readonly lifecycle?: Record<string, unknown>;
  readonly provisioner?: Record<string, Record<string, unknown>>[];
}

function withoutMetadata(key: string, value: unknown): unknown {
  return key === '//' ? undefined : value;
}
