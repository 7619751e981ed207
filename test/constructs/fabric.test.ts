import { Resource } from '@cdktf/provider-null/lib/resource';
import { App, Aspects, TerraformLocal, TerraformStack, Testing } from 'cdktf';
import type { IConstruct } from 'constructs';
import { Construct } from 'constructs';
import {
  Consent,
  EbgpServerPeering,
  Fabric,
  FabricStack,
  LeafDevice,
  MultihomedServer,
  QfxModel,
  RemovalPolicy,
  ServerFacingInterface,
  Vrf5Instance,
} from '../../lib/index';
import { fabricSourceOf } from '../../lib/manifest/fabric-source';
import type { FabricIntent } from '../../lib/intent/fabric-intent';
import { FabricTemplate } from '../../lib/testing';
import { errorOf } from '../support/errors';
import {
  FABRIC_PROPS,
  guideAttachments,
  guideLeaf,
  guideStack,
  guideVrf,
  terraformOf,
  triggersOf,
} from '../support/guide-stack';

function intentOf(fabric: Fabric): FabricIntent {
  const intent = fabricSourceOf(fabric)?.intent();
  if (intent === undefined) throw new Error('a fabric offers its intent');
  return intent;
}

/** Two leaves that share what they may not share. */
function unsoundStack(app: App): FabricStack {
  const stack = new FabricStack(app, 'dc1', FABRIC_PROPS);
  const leaves = [10, 11].map((n) => guideLeaf(stack, n));
  new LeafDevice(stack, 'leaf12', {
    model: QfxModel.QFX10002_60C,
    junos: '19.1R2',
    loopback: '192.168.1.10',
    managementAddress: '10.0.0.11',
  });
  const vrf = guideVrf(stack);
  new Vrf5Instance(stack, 'VRF_6', { vni: 16776000, rdNumber: 5, routeTarget: 'target:62273:6' });
  const [leaf10, leaf11] = leaves;
  if (leaf10 === undefined || leaf11 === undefined) throw new Error('two leaves were made');
  new MultihomedServer(stack, 'server1', {
    vrf,
    asn: 4210000001,
    prefixes: ['10.1.5.0/24'],
    attachments: guideAttachments(leaves),
  });
  new ServerFacingInterface(stack, 'spare', {
    leaf: leaf10,
    vrf,
    interface: 'et-0/0/16',
    addresses: ['172.16.104.3/29'],
  });
  return stack;
}

/** What `action` throws, whoever throws it. */
function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return '';
}

describe('where a fabric lives', () => {
  test('in any stack at any depth, and pieces find it on the way up', () => {
    const stack = new TerraformStack(Testing.app(), 'base');
    const fabric = new Fabric(new Construct(new Construct(stack, 'network'), 'dc'), 'dc1', FABRIC_PROPS);
    const rack = new Construct(fabric, 'rack1');
    const leaf = guideLeaf(rack, 10);
    expect(Fabric.of(leaf)).toBe(fabric);
    expect(fabric.devices).toEqual([leaf]);
    expect(Object.keys(terraformOf(stack).resource.null_resource ?? {})).toEqual([
      'dc1_stack',
      'dc1_device',
      'dc1_rollout',
      'dc1_configuration_leaf10',
    ]);
  });

  test('a stack within the stack may have one too', () => {
    const outer = new FabricStack(Testing.app(), 'dc1', FABRIC_PROPS);
    const inner = new FabricStack(outer, 'dc2', FABRIC_PROPS);
    expect(Fabric.of(guideLeaf(inner, 10)).name).toBe('dc2');
    expect(Object.keys(terraformOf(outer).resource.null_resource ?? {})).not.toContain('dc2_rollout');
  });

  test('moving a leaf in the tree changes no Terraform address and no trigger', () => {
    const at = (depth: number): string => {
      const stack = new FabricStack(Testing.app(), 'dc1', FABRIC_PROPS);
      let scope: Construct = stack;
      for (let i = 0; i < depth; i++) scope = new Construct(scope, `level${i}`);
      const leaf = guideLeaf(scope, 10);
      new MultihomedServer(scope, 'server1', {
        vrf: guideVrf(scope),
        asn: 4220000001,
        prefixes: ['10.1.5.0/24'],
        attachments: guideAttachments([leaf]),
      });
      const { dc1_rollout: rollout, ...others } = terraformOf(stack).resource.null_resource ?? {};
      return JSON.stringify([others, rollout?.triggers, triggersOf(stack)]);
    };
    expect(at(3)).toBe(at(0));
  });

  test('what is a construct of which kind is known by a mark, not by its class', () => {
    const { stack, leaves, vrf5, server1 } = guideStack();
    expect([stack.fabric, {}, null].map((x) => Fabric.isFabric(x))).toEqual([true, false, false]);
    expect([leaves[0], stack].map((x) => LeafDevice.isLeafDevice(x))).toEqual([true, false]);
    expect([vrf5, stack].map((x) => Vrf5Instance.isVrf(x))).toEqual([true, false]);
    expect([server1, stack].map((x) => MultihomedServer.isMultihomedServer(x))).toEqual([true, false]);
    expect(FabricStack.isFabricStack(stack)).toBe(true);
    const [attached] = server1.interfaces;
    expect(ServerFacingInterface.isServerFacingInterface(attached)).toBe(true);
    expect(EbgpServerPeering.isEbgpServerPeering(attached?.node.findChild('inet'))).toBe(true);
  });
});

describe('an unsound fabric', () => {
  const withProblems = [
    'links of different leaves are in one subnet of a VRF',
    'two interfaces of a leaf are in one subnet of a VRF',
    'server1 has the AS number 4210000001, which is the overlayAsn of the fabric',
    'leaf10 and leaf12 have the loopback 192.168.1.10',
    'leaf11 and leaf12 are reached at 10.0.0.11:830',
    'VRF_5 and VRF_6 have the rdNumber 5',
    'VRF_5 and VRF_6 have the VNI 16776000',
  ];

  test('is refused at synth with all its problems at once, rule by rule', () => {
    const app = Testing.app();
    unsoundStack(app);
    const message = messageOf(() => {
      app.synth();
    });
    for (const problem of withProblems) expect(message).toContain(problem);
    expect(message.match(/^ {2}\[dc1\/dc1\] error [a-z]+\/[a-z-]+: /gm)).toHaveLength(withProblems.length);
  });

  test('is refused by rendering where validation is skipped', () => {
    const app = new App({ outdir: Testing.app().outdir, skipValidation: true });
    unsoundStack(app);
    const error = errorOf(() => {
      app.synth();
    });
    expect(error.code).toBe('unsoundFabric');
    for (const problem of withProblems) expect(error.message).toContain(problem);
  });

  test('is refused by Testing.synth, which skips validations', () => {
    const stack = unsoundStack(Testing.app());
    expect(errorOf(() => Testing.synth(stack)).code).toBe('unsoundFabric');
  });

  test('is refused by FabricTemplate with the text of synth', () => {
    const app = Testing.app();
    const stack = unsoundStack(app);
    const fromSynth = messageOf(() => {
      app.synth();
    });
    expect(messageOf(() => FabricTemplate.fromStack(stack))).toBe(fromSynth);
    expect(fromSynth).toContain('[dc1/dc1]');
  });

  test('names what contradicts itself within each device', () => {
    const { app, stack, leaves, vrf5 } = guideStack();
    for (const leaf of leaves.slice(1)) {
      new ServerFacingInterface(stack, `again-${leaf.hostName}`, {
        leaf,
        vrf: vrf5,
        interface: 'et-0/0/15',
        addresses: ['192.0.2.1/30'],
      });
    }
    expect(() => {
      app.synth();
    }).toThrow(/interface\/duplicate-unit[\s\S]*et-0\/0\/15\.0 of leaf11[\s\S]*et-0\/0\/15\.0 of leaf12/);
  });

  test('has no element of the user with the Terraform address of one of its own', () => {
    const { app, stack } = guideStack();
    new Resource(stack, 'mine').overrideLogicalId('dc1_rollout');
    new TerraformLocal(stack, 'map', {}).overrideLogicalId('dc1_devices');
    expect(() => {
      app.synth();
    }).toThrow(/null_resource\.dc1_rollout [^\n]*\n {2}at dc1\/mine[\s\S]*local\.dc1_devices [^\n]*\n {2}at dc1\/map/);
  });
});

describe('consents', () => {
  test('are in the intent with device and reason, whatever their order in the program', () => {
    const { stack, leaves } = guideStack();
    const [leaf10, leaf11] = leaves;
    if (leaf10 === undefined || leaf11 === undefined) throw new Error('the guide has leaves');
    stack.fabric.allow(
      Consent.forwardingRestart({ device: leaf11, reason: 'window of 14 May' }),
      Consent.overwriteDrift({ device: leaf10, digest: 'ab12cd34', reason: 'test edit' }),
    );
    expect(intentOf(stack.fabric).consents).toEqual([
      { kind: 'overwriteDrift', hostname: 'leaf10', digest: 'ab12cd34', reason: 'test edit' },
      { kind: 'forwardingRestart', hostname: 'leaf11', reason: 'window of 14 May' },
    ]);
  });
});

describe('what an Aspect changes late', () => {
  class Change {
    constructor(private readonly change: (node: IConstruct) => void) {}
    visit(node: IConstruct): void {
      this.change(node);
    }
  }

  test('is in the output, since nothing is rendered before', () => {
    const { stack } = guideStack();
    FabricTemplate.fromStack(stack);
    Aspects.of(stack).add(
      new Change((node) => {
        if (ServerFacingInterface.isServerFacingInterface(node)) node.mtu = 9100;
        if (LeafDevice.isLeafDevice(node)) node.removalPolicy = RemovalPolicy.RETAIN;
      }),
    );
    FabricTemplate.fromStack(stack).hasConfiguration('leaf11', ['set interfaces et-0/0/15 mtu 9100']);
    expect(intentOf(stack.fabric).devices.map((device) => device.removalPolicy)).toEqual([
      'RETAIN',
      'RETAIN',
      'RETAIN',
    ]);
  });

  test('is checked like what was there before', () => {
    const { app, stack } = guideStack();
    Aspects.of(stack).add(
      new Change((node) => {
        if (ServerFacingInterface.isServerFacingInterface(node)) node.description = 'two\nlines';
      }),
    );
    expect(() => {
      app.synth();
    }).toThrow(/\[dc1\/dc1\] description "two\\nlines" cannot be used/);
  });

  test('may take a leaf or a server out again', () => {
    const { stack, server1 } = guideStack();
    server1.node.tryRemoveChild('leaf11:et-0--0--15');
    stack.node.tryRemoveChild('leaf12');
    const intent = intentOf(stack.fabric);
    expect(intent.devices.map((device) => [device.hostname, device.interfaces.length])).toEqual([
      ['leaf10', 1],
      ['leaf11', 0],
    ]);
    stack.node.tryRemoveChild('server1');
    expect(intentOf(stack.fabric).servers).toEqual([]);
    expect(Object.keys(terraformOf(stack).resource.null_resource ?? {})).not.toContain('dc1_configuration_leaf12');
  });
});
