import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { exportContainerlab } from '../../lib/containerlab/containerlab';
import { InterfaceMap } from '../../lib/containerlab/interface-map';
import { twinSource } from '../../lib/twin/source';
import { expectGolden } from '../support/golden';
import { configurationsOf, remoteFabric, remoteTopology } from '../twin/support/guide-twin';

const KINDS = ['vjunos', 'crpd', 'frr'] as const;
const source = twinSource(configurationsOf(remoteFabric()), remoteTopology());

describe.each(KINDS)('for %s', (kind) => {
  const files = exportContainerlab(source, { kind, name: 'dc1' });

  test.each(Object.entries(files))('%s is as before', (name, text) => {
    expectGolden(`golden/twin/containerlab/${kind}/${name}`, text);
  });

  test('there is no golden file that nothing writes', () => {
    const directory = join(__dirname, '..', 'golden', 'twin', 'containerlab', kind);
    const found = readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1));
    expect(found.sort()).toEqual(Object.keys(files).sort());
  });
});

test('ports are numbered in the order that people read them', () => {
  const map = new InterfaceMap(['et-0/0/10', 'et-0/0/9', 'xe-0/0/3:1', 'et-0/0/10', 'et-1/0/0']);
  expect(map.entries).toEqual([
    ['xe-0/0/3:1', 0],
    ['et-0/0/9', 1],
    ['et-0/0/10', 2],
    ['et-1/0/0', 3],
  ]);
});
