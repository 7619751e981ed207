import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Testing } from 'cdktf';
import { DataCenter } from '../../examples/data-center/data-center';
import { FabricTemplate } from '../../lib/testing';
import { expectGolden } from '../support/golden';

// The example is a project of its own and knows the package by name; here it is held to the source.
jest.mock('cdktf-junos-fabric', () => jest.requireActual<object>('../../lib/index'));

const HOSTNAMES = ['leaf11', 'leaf12', 'leaf13', 'leaf14', 'spine1', 'spine2'];

describe('the example of a whole data center', () => {
  const template = FabricTemplate.fromStack(new DataCenter(Testing.app()));

  test.each(HOSTNAMES)('%s is rendered as before', (hostname) => {
    const lines = template.device(hostname).setLines();
    expectGolden(`golden/data-center/${hostname}.set`, `${lines.join('\n')}\n`);
  });

  test('there is no golden file that nothing renders', () => {
    const found = readdirSync(join(__dirname, '..', 'golden', 'data-center'));
    expect(found.sort()).toEqual(HOSTNAMES.map((hostname) => `${hostname}.set`));
  });
});
