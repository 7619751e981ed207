import { App } from 'cdktf';
import { FabricTemplate } from 'cdktf-junos-fabric/testing';
import { DataCentre } from '../data-centre';

interface Synthesized {
  readonly terraform: { readonly backend: Record<string, unknown> };
  readonly provider: Record<string, readonly unknown[]>;
  readonly resource: { readonly null_resource: { readonly announcement: { readonly depends_on: readonly string[] } } };
}

describe('the data centre in the company stack', () => {
  const stack = new DataCentre(new App(), 'network-dc1');
  const template = FabricTemplate.fromStack(stack);
  const synthesized = JSON.parse(JSON.stringify(stack.toTerraform())) as Synthesized;

  test('puts the server on both leaves', () => {
    template.deviceCountIs(2);
    template.hasConfiguration('leaf11', ['set interfaces et-0/0/15 unit 0 family inet address 172.16.104.5/30']);
  });

  test("keeps its state where the company's stacks keep it", () => {
    expect(Object.keys(synthesized.terraform.backend)).toEqual(['s3']);
  });

  test('has one null provider, the one the stack had', () => {
    expect(synthesized.provider.null).toHaveLength(1);
  });

  test('announces the service after the fabric has been rolled out', () => {
    expect(synthesized.resource.null_resource.announcement.depends_on).toEqual(['null_resource.dc1_rollout']);
  });
});
