import { NullProvider } from '@cdktf/provider-null/lib/provider';
import { TerraformStack, Testing } from 'cdktf';
import { Carrier, Fabric } from '../../lib/index';
import { FABRIC_PROPS, guideLeaf, terraformOf } from '../support/guide-stack';

function providersWith(before: boolean, after: boolean, carrier?: Carrier, alias?: string): unknown {
  const stack = new TerraformStack(Testing.app(), 'base');
  if (before) new NullProvider(stack, 'null', { alias });
  guideLeaf(new Fabric(stack, 'dc1', { ...FABRIC_PROPS, carrier }), 10);
  if (after) new NullProvider(stack, 'late', { alias });
  stack.runAllValidations();
  return terraformOf(stack).provider?.null;
}

test('a stack without a null provider gets one', () => {
  expect(providersWith(false, false)).toEqual([{}]);
});

test('the null provider of a stack is used, whether it was created before or after the fabric', () => {
  expect(providersWith(true, false)).toEqual([{}]);
  expect(providersWith(false, true)).toEqual([{}]);
});

test('a null provider with an alias serves others, so that one without is added', () => {
  expect(providersWith(true, false, undefined, 'other')).toEqual(expect.arrayContaining([{}, { alias: 'other' }]));
});

test('terraform_data needs no provider', () => {
  expect(providersWith(false, false, Carrier.TERRAFORM_DATA)).toBeUndefined();
});
