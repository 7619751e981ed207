import { Resource } from '@cdktf/provider-null/lib/resource';
import { Carrier, PlanDetail } from '../../lib/index';
import type { FabricStackProps } from '../../lib/index';
import { expectGolden } from '../support/golden';
import type { TerraformBlock, TerraformJson } from '../support/guide-stack';
import { guideStack, terraformOf, triggersOf } from '../support/guide-stack';

function shapeWith(fabric: Partial<FabricStackProps>): TerraformJson {
  return terraformOf(guideStack({ fabric }).stack);
}

function blocks(carrier: Carrier): Record<string, TerraformBlock> {
  return shapeWith({ carrier }).resource[carrier] ?? {};
}

test.each([Carrier.NULL_RESOURCE, Carrier.TERRAFORM_DATA])('the guide as %s is as before', (carrier) => {
  expectGolden(`golden/terraform/guide.${carrier}.tf.json`, `${JSON.stringify(shapeWith({ carrier }), null, 2)}\n`);
});

test('the two carriers differ in type and attribute name, the provider, and nothing else', () => {
  const { terraform, provider, ...asNullResource } = shapeWith({ carrier: Carrier.NULL_RESOURCE });
  expect([terraform?.required_providers, provider]).toEqual([
    { null: { source: 'null', version: '3.2.4' } },
    { null: [{}] },
  ]);
  const translated = JSON.stringify(asNullResource)
    .replaceAll('null_resource', 'terraform_data')
    .replaceAll('"triggers":', '"triggers_replace":')
    .replaceAll('self.triggers.', 'self.triggers_replace.');
  expect(JSON.stringify(shapeWith({ carrier: Carrier.TERRAFORM_DATA }))).toBe(translated);
});

describe('the resources of a fabric', () => {
  const resources = blocks(Carrier.TERRAFORM_DATA);

  test('are four kinds, each after the one before', () => {
    const after = Object.fromEntries(Object.entries(resources).map(([name, block]) => [name, block.depends_on]));
    expect(after).toEqual({
      dc1_stack: undefined,
      dc1_device: ['terraform_data.dc1_stack'],
      dc1_rollout: ['terraform_data.dc1_device'],
      dc1_configuration_leaf10: ['terraform_data.dc1_rollout'],
      dc1_configuration_leaf11: ['terraform_data.dc1_rollout'],
      dc1_configuration_leaf12: ['terraform_data.dc1_rollout'],
    });
  });

  test('are all created before the old one is destroyed, so that replacing withdraws nothing', () => {
    for (const block of Object.values(resources))
      expect(block.lifecycle).toMatchObject({ create_before_destroy: true });
  });

  test('have destroy steps that refer to nothing but themselves', () => {
    const text = JSON.stringify([resources.dc1_stack?.provisioner, resources.dc1_device?.provisioner]);
    const references = [...text.matchAll(/\$\{([^}]*)\}/g)].map((match) => match[1]);
    expect([...new Set(references)].sort()).toEqual(['path.module', 'self.triggers_replace.device']);
  });

  test('have a create step for the rollout only', () => {
    const created = Object.entries(resources).filter(([, block]) =>
      block.provisioner?.some((step) => step['local-exec']?.when === undefined),
    );
    expect(created.map(([name]) => name)).toEqual(['dc1_rollout']);
  });

  test('run the CLI of their own directory with node, without a shell', () => {
    for (const block of Object.values(resources)) {
      for (const step of block.provisioner ?? []) {
        expect(step['local-exec']?.interpreter).toEqual(
          expect.arrayContaining(['node', '${path.module}/junos-fabric.cjs', '${path.module}/junos/fabric.json']),
        );
      }
    }
  });

  test('take the devices from a local map, which has all that withdrawing a device needs', () => {
    const { locals } = shapeWith({});
    expect(resources.dc1_device?.for_each).toBe('${local.dc1_devices}');
    expect(locals?.dc1_devices?.leaf10).toEqual({
      hostname: 'leaf10',
      managementAddress: '10.0.0.10',
      managementPort: 830,
      login: { method: 'agent', user: 'netops' },
      group: 'dc1',
      removalPolicy: 'WITHDRAW',
      model: 'qfx10002-60c',
    });
  });

  test('show the configuration by interface, policy and BGP group', () => {
    expect(resources.dc1_configuration_leaf10?.triggers_replace).toBe(
      '${try(jsondecode(file("${path.module}/junos/leaf10.stanzas.json")), {})}',
    );
    const stanzas = triggersOf(guideStack().stack).dc1_configuration_leaf10 ?? {};
    expect(Object.keys(stanzas)).toEqual(
      expect.arrayContaining(['interfaces et-0/0/15', 'routing-instances VRF_5 protocols bgp group server1']),
    );
  });

  test('show digests only, where that was asked for', () => {
    const { dc1_configuration_leaf10: configuration, dc1_rollout: rollout } =
      shapeWith({ planDetail: PlanDetail.digests() }).resource.null_resource ?? {};
    expect(configuration?.triggers).toEqual({ digest: rollout?.triggers?.leaf10 });
    expect(rollout?.lifecycle).toEqual({ create_before_destroy: true });
  });
});

test('nothing in the output is a token or an override', () => {
  const { stack } = guideStack();
  const text = JSON.stringify(stack.toTerraform());
  expect(text).not.toContain('TfToken');
  expect(text).not.toContain('overrides');
});

test('the step of the rollout carries the digest of the manifest it was planned for', () => {
  const digestOf = (asn: number): string => {
    const { stack } = guideStack({ server: { asn } });
    const step = terraformOf(stack).resource.null_resource?.dc1_rollout?.provisioner?.[0]?.['local-exec'];
    return (step?.command ?? '') as string;
  };
  expect(digestOf(4220000001)).toMatch(/^[0-9a-f]{64}$/);
  expect(digestOf(4220000002)).not.toBe(digestOf(4220000001));
});

test('another resource can depend on the rollout', () => {
  const { stack } = guideStack();
  new Resource(stack, 'announce', { dependsOn: [stack.fabric.rollout] });
  const announce = terraformOf(stack).resource.null_resource?.announce;
  expect(announce?.depends_on).toEqual(['null_resource.dc1_rollout']);
});
