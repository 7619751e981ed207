import type { FabricPools } from '../../lib/index';
import { appIn, projectDirectory, useStandInCli } from '../support/synth';
import type { PooledFabricOptions } from './support/pooled-fabric';
import { lines, lockFile, pooledFabric, setEnvironment, synth, useUnfrozenLockFile } from './support/pooled-fabric';

useStandInCli();
useUnfrozenLockFile();

describe('two fabrics of one app', () => {
  const other = { subnets: ['172.17.0.0/24'], vnis: '1-9', routeTargets: 'target:62273:1-9' };

  function synthBoth(
    project: string,
    pools: FabricPools,
    vrf?: string,
    servers: PooledFabricOptions['servers'] = [['server2', [20]]],
  ): void {
    const app = appIn(project);
    pooledFabric({
      app,
      project,
      servers: [['server1', [10]]],
      pools: pools.name === undefined ? {} : { name: pools.name },
    });
    pooledFabric({ app, project, name: 'dc2', servers, pools, vrf });
    app.synth();
  }

  test('record what is theirs in one file, which is written when the last one is', () => {
    const project = projectDirectory();
    synthBoth(project, other);
    expect(Object.keys((JSON.parse(lockFile(project)) as { allocations: object }).allocations)).toEqual(['dc1', 'dc2']);
    expect(lines(project)).toEqual([
      'rd VRF_5: 5',
      'route-target VRF_5: target:62273:16776000',
      'subnet server1 leaf10 et-0/0/15: 172.16.104.0/31',
      'vni VRF_5: 16776000',
      'rd VRF_5: 5',
      'route-target VRF_5: target:62273:1',
      'subnet server2 leaf20 et-0/0/15: 172.17.0.0/31',
      'vni VRF_5: 1',
    ]);
  });

  test('that have one pool name share their pools, and a VRF of one name is one VRF', () => {
    const project = projectDirectory();
    synthBoth(project, { name: 'company' });
    expect(lines(project)).toEqual([
      'rd VRF_5: 5',
      'route-target VRF_5: target:62273:16776000',
      'subnet server1 leaf10 et-0/0/15: 172.16.104.0/31',
      'subnet server2 leaf20 et-0/0/15: 172.16.104.2/31',
      'vni VRF_5: 16776000',
    ]);
  });

  test('leave the allocations of a fabric alone that is not in the app any more', () => {
    const project = projectDirectory();
    synthBoth(project, other);
    synth(project, {
      servers: [
        ['server1', [10]],
        ['server3', [11]],
      ],
    });
    expect(lines(project)).toContain('subnet server2 leaf20 et-0/0/15: 172.17.0.0/31');
  });

  test('are one when the other has been taken out of the app', () => {
    const project = projectDirectory();
    const app = appIn(project);
    pooledFabric({ app, project, servers: [['server1', [10]]] });
    pooledFabric({ app, project, name: 'dc2', pools: other });
    app.node.tryRemoveChild('dc2');
    app.synth();
    expect(lines(project)).toHaveLength(4);
  });

  test('may not have pools that overlap', () => {
    expect(() => {
      synthBoth(projectDirectory(), {
        vnis: '16776999-16777000',
        subnets: ['172.17.0.0/24'],
        routeTargets: 'target:1:1-9',
      });
    }).toThrow(
      /16776999-16777000 of pools\.vnis of dc2\/dc2 overlaps 16776000-16776999 of pools\.vnis of dc1\/dc1; give the fabrics one pools\.name/,
    );
  });

  test('of one pool name may not have different pools', () => {
    expect(() => {
      synthBoth(projectDirectory(), { name: 'company', vnis: '1-9' });
    }).toThrow(/the pools "company" are also those of dc1\/dc1, where pools\.vnis is another/);
  });

  test('of one pool name may not have the same server on a leaf of the same name', () => {
    expect(() => {
      synthBoth(projectDirectory(), { name: 'company' }, 'VRF_5', [['server1', [10]]]);
    }).toThrow(/"subnet server1 leaf10 et-0\/0\/15" is asked for by dc1\/dc1 too/);
  });

  test('are refused by the last one when the file is frozen', () => {
    setEnvironment({ JUNOS_FABRIC_FROZEN: 'true' });
    expect(() => {
      synthBoth(projectDirectory(), other);
    }).toThrow(/new: "rd VRF_5": 5 \(dc1\)[^]*new: "vni VRF_5": 1 \(dc2\)/);
  });
});
