import { appIn, projectDirectory, useStandInCli } from '../support/synth';
import type { FreezingEnvironment, PooledFabricOptions } from './support/pooled-fabric';
import { lines, lockFile, pooledFabric, setEnvironment, synth, useUnfrozenLockFile } from './support/pooled-fabric';

useStandInCli();
useUnfrozenLockFile();

describe('a frozen lock file', () => {
  const project = projectDirectory();
  const more: PooledFabricOptions = {
    servers: [
      ['server1', [10, 11]],
      ['server2', [10]],
    ],
  };

  function synthWith(environment: FreezingEnvironment, options: PooledFabricOptions = more): void {
    setEnvironment(environment);
    synth(project, options);
  }

  beforeAll(() => {
    setEnvironment({});
    synth(project);
  });

  test('is what a pipeline has: a synth that would change it is refused with every key', () => {
    const committed = lockFile(project);
    expect(() => {
      synthWith({ CI: 'true' });
    }).toThrow(
      [
        'fabric.lock.json would change, and it is frozen here (CI=true):',
        '  removed: "subnet server1 leaf12 et-0/0/15": 172.16.104.4/31 (dc1)',
        '  new: "subnet server2 leaf10 et-0/0/16": 172.16.104.6/31 (dc1)',
        '  removed: "device leaf12": 10.0.0.12 (dc1)',
        'run cdktf synth where it is not frozen, and commit the file with the change of the program; JUNOS_FABRIC_FROZEN=0 ' +
          'lets it change here',
      ].join('\n'),
    );
    expect(lockFile(project)).toBe(committed);
  });

  test('lets a synth pass that changes nothing', () => {
    expect(() => {
      synthWith({ JUNOS_FABRIC_FROZEN: '1' }, {});
    }).not.toThrow();
  });

  test('is refused also where validation is skipped', () => {
    setEnvironment({ JUNOS_FABRIC_FROZEN: '1' });
    const app = appIn(project);
    Object.assign(app, { skipValidation: true });
    pooledFabric({ ...more, app, project });
    expect(() => {
      app.synth();
    }).toThrow(/frozen here \(JUNOS_FABRIC_FROZEN=1\)/);
  });

  test('that is not there is refused too', () => {
    setEnvironment({ CI: '1' });
    expect(() => synth(projectDirectory())).toThrow(
      /does not exist and would be written, and it is frozen here \(CI=1\)/,
    );
  });

  test('changes where JUNOS_FABRIC_FROZEN=0 lets it', () => {
    synthWith({ CI: 'true', JUNOS_FABRIC_FROZEN: '0' });
    expect(lines(project)).toContain('subnet server2 leaf10 et-0/0/16: 172.16.104.6/31');
  });
});
