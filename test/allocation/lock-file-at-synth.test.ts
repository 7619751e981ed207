import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Aspects, Testing } from 'cdktf';
import { FabricStack } from '../../lib/index';
import { FabricTemplate } from '../../lib/testing';
import { FABRIC_PROPS } from '../support/guide-stack';
import { appIn, projectDirectory, useStandInCli } from '../support/synth';
import { lines, lockFile, pooledFabric, setEnvironment, synth, useUnfrozenLockFile } from './support/pooled-fabric';

useStandInCli();
useUnfrozenLockFile();

describe('the lock file', () => {
  test('is written at synth, and synthesizing again leaves it as it is', () => {
    const project = projectDirectory();
    synth(project);
    expect(lines(project)).toEqual([
      'rd VRF_5: 5',
      'route-target VRF_5: target:62273:16776000',
      'subnet server1 leaf10 et-0/0/15: 172.16.104.0/31',
      'subnet server1 leaf11 et-0/0/15: 172.16.104.2/31',
      'subnet server1 leaf12 et-0/0/15: 172.16.104.4/31',
      'vni VRF_5: 16776000',
    ]);
    const formatted = JSON.stringify(JSON.parse(lockFile(project)));
    writeFileSync(join(project, 'fabric.lock.json'), formatted);
    synth(project);
    expect(lockFile(project)).toBe(formatted);
  });

  test('keeps what stays when servers and homes come, go and change places', () => {
    const project = projectDirectory();
    synth(project, {
      servers: [
        ['server1', [10, 11, 12]],
        ['server2', [10]],
      ],
    });
    synth(project, {
      servers: [
        ['server0', [12, 10]],
        ['server2', [11, 10]],
        ['server1', [12, 11]],
      ],
    });
    // Another port is another key: what went with et-0/0/15 is kept for when it comes back.
    expect(lines(project).filter((line) => line.startsWith('subnet'))).toEqual([
      'subnet server0 leaf10 et-0/0/15: 172.16.104.8/31',
      'subnet server0 leaf12 et-0/0/15: 172.16.104.10/31',
      'subnet server1 leaf10 et-0/0/15: 172.16.104.0/31 removed',
      'subnet server1 leaf11 et-0/0/15: 172.16.104.2/31 removed',
      'subnet server1 leaf11 et-0/0/17: 172.16.104.12/31',
      'subnet server1 leaf12 et-0/0/15: 172.16.104.4/31 removed',
      'subnet server1 leaf12 et-0/0/17: 172.16.104.14/31',
      'subnet server2 leaf10 et-0/0/16: 172.16.104.6/31',
      'subnet server2 leaf11 et-0/0/16: 172.16.104.16/31',
    ]);
  });

  test('does not depend on where in the tree or in which order things are created', () => {
    const [one, other] = [projectDirectory(), projectDirectory()];
    synth(one, { servers: [['server1', [10, 11, 12]]] });
    synth(other, { servers: [['server1', [12, 10, 11]]] });
    expect(lockFile(other)).toBe(lockFile(one));
  });

  test('is read by tests and never written by them, also in a pipeline', () => {
    setEnvironment({ CI: 'true' });
    const project = projectDirectory();
    FabricTemplate.fromStack(pooledFabric({ project }));
    Testing.synth(pooledFabric({ project }), true);
    Testing.fullSynth(pooledFabric({ project }));
    const app = Testing.app();
    pooledFabric({ project, app });
    app.synth();
    expect(existsSync(join(project, 'fabric.lock.json'))).toBe(false);
    setEnvironment({});
    synth(project, {
      servers: [
        ['server0', [10]],
        ['server1', [10]],
      ],
    });
    const committed = lockFile(project);
    const template = FabricTemplate.fromStack(
      pooledFabric({
        project,
        servers: [
          ['server9', [10]],
          ['server1', [10]],
        ],
      }),
    );
    template.hasConfiguration('leaf10', ['set interfaces et-0/0/16 unit 0 family inet address 172.16.104.2/31']);
    expect(lockFile(project)).toBe(committed);
  });

  test('that is wrong stops synth with its place', () => {
    const project = projectDirectory();
    synth(project);
    const lock = join(project, 'fabric.lock.json');
    writeFileSync(lock, lockFile(project).replace('"16776000"', '"many"'));
    expect(() => synth(project)).toThrow(
      /line 10, allocations\.dc1\["vni VRF_5"\]: found "many"; allowed is a whole number/,
    );
  });

  test('of a fabric without pools is not looked at', () => {
    const project = projectDirectory();
    writeFileSync(join(project, 'fabric.lock.json'), 'something else');
    const app = appIn(project);
    new FabricStack(app, 'dc1', FABRIC_PROPS);
    expect(() => {
      app.synth();
    }).not.toThrow();
  });

  test('keeps what an Aspect takes out of the tree as removed', () => {
    const project = projectDirectory();
    synth(project, {
      servers: [
        ['server1', [10]],
        ['server2', [10]],
      ],
    });
    const app = appIn(project);
    const stack = pooledFabric({
      app,
      project,
      servers: [
        ['server1', [10]],
        ['server2', [10]],
      ],
    });
    Aspects.of(stack).add({
      visit: (node) => {
        if (node === stack) stack.node.tryRemoveChild('server1');
      },
    });
    app.synth();
    expect(lines(project)).toContain('subnet server1 leaf10 et-0/0/15: 172.16.104.0/31 removed');
  });
});
