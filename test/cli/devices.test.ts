import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FabricIntent } from '../../lib/intent/fabric-intent';
import { guideProject } from '../support/command-line';

const project = guideProject();
const { junosFabric } = project;

function commitCounts(): number[] {
  return ['leaf10', 'leaf11', 'leaf12'].map((hostname) => project.fabric.lab.device(hostname).database.commitCount);
}

type Line = Readonly<Record<string, unknown>>;

function linesOf(stdout: string): Line[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

function devicesIn(lines: readonly Line[]): unknown[] {
  return lines
    .filter(({ type }) => type === 'device')
    .map(({ hostname }) => hostname)
    .sort();
}

/** The devices that verify has a row of, in the order of their names. */
function rowsOf(stdout: string): string[] {
  return (stdout.match(/^\S+(?= {2,}\d+ +\d+ +\d+$)/gm) ?? []).sort();
}

function withoutLeaf11(intent: FabricIntent): FabricIntent {
  return {
    ...intent,
    devices: intent.devices.filter(({ hostname }) => hostname !== 'leaf11'),
    servers: intent.servers.map((server) => ({
      ...server,
      attachments: server.attachments.filter(({ hostname }) => hostname !== 'leaf11'),
    })),
  };
}

describe.each(['plan', 'apply', 'verify', 'drift', 'resume', 'withdraw --all', 'show leaf10'])('%s', (command) => {
  test('without the host keys of the stack directory says where they come from, and looks at no others', async () => {
    rmSync(join(project.fabric.directory, 'cdktf.out', 'stacks', 'dc1', 'junos', 'known_hosts'));
    const { code, stderr } = await junosFabric(...command.split(' '));
    expect(code).toBe(2);
    expect(stderr).toContain('known_hosts, cannot be read (ENOENT), and no others are looked at');
    expect(stderr).toContain('they are a copy of known_hosts: run synth again');
    expect(commitCounts()).toEqual([1, 1, 1]);
  });
});

describe('plan', () => {
  test('shows the lines of each device, touches nothing, and exits with 0', async () => {
    const { code, stdout } = await junosFabric('plan');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^dc1: changes on 3 of 3 devices\.\n {4}servers attached to them: 1 of 1\n {4}3 waves /);
    expect(stdout).toMatch(/\n\nleaf10: new, \d+ lines added, 0 removed; hitless\n {4}\[edit\]\n {4}\+ {2}groups \{\n/);
    expect(stdout.slice(stdout.indexOf('3 waves (at'))).toBe(
      '3 waves (at least 3 needed), transaction:\n' +
        '    1. leaf10: at least 20 min to confirm\n' +
        '    2. leaf11: at least 14 min to confirm\n' +
        '    3. leaf12: at least 8 min to confirm\n',
    );
    expect(commitCounts()).toEqual([1, 1, 1]);
    expect(existsSync(join(project.fabric.directory, '.junos-fabric'))).toBe(false);
  });

  test('with --detailed-exit-code exits with 5 when there are differences, and with 0 when there are none', async () => {
    expect((await junosFabric('plan', '--detailed-exit-code')).code).toBe(5);
    await junosFabric('apply');
    expect(await junosFabric('plan', '--detailed-exit-code')).toEqual({
      code: 0,
      stdout: 'dc1: no changes on 3 of 3 devices.\n',
      stderr: '',
    });
  });

  test('with --device looks at that device only', async () => {
    project.fabric.lab.device('leaf11').switches.hang = 'get-configuration';
    const { code, stdout } = await junosFabric('plan', '--device', 'leaf10');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^dc1: changes on 1 of 1 devices\.\n/);
  });

  test('with --summary leaves out what each device would change', async () => {
    const { code, stdout } = await junosFabric('plan', '--summary');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^dc1: changes on 3 of 3 devices\.\n/);
    expect(stdout).not.toContain('[edit');
  });

  test('with --markdown is a comment on a pull request, and still says with its exit code what it found', async () => {
    project.fabric.lab.device('leaf10').lockAs('alice');
    const { code, stdout } = await junosFabric('plan', '--markdown');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^### dc1: changes on 3 of 3 devices\.\n/);
    expect(stdout).toMatch(/```text\nerror: .*locked by alice/);
    expect(stdout).toContain('<details><summary>leaf10: new, ');
  });

  test('with --json is one document', async () => {
    const { stdout } = await junosFabric('plan', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      fabric: 'dc1',
      hasChanges: true,
      devices: [{ hostname: 'leaf10', action: 'create' }, { hostname: 'leaf11' }, { hostname: 'leaf12' }],
      schedule: { mode: 'transaction', fewestWaves: 3, waves: [{ hostnames: ['leaf10'] }, {}, {}], partitions: [] },
    });
  });

  test('names a device that could not be looked at, shows the others, and exits with 7', async () => {
    await project.fabric.lab.device('leaf11').stop();
    const { code, stdout, stderr } = await junosFabric('plan');
    expect(code).toBe(7);
    expect(stderr).toMatch(/^error: .*leaf11/);
    expect(stdout).toContain('leaf12: new');
  });
});

describe('apply', () => {
  test('tells what it does line by line, and what became of each device', async () => {
    const { code, stdout, stderr } = await junosFabric('apply');
    expect(code).toBe(0);
    expect(stderr).toMatch(/^ +\d+\.\d s {2}leaf12: confirmed$/m);
    expect(stdout).toBe(
      '\nDevice  Outcome\nleaf10  confirmed\nleaf11  confirmed\nleaf12  confirmed\n\nDone on every device.\n',
    );
    expect(readdirSync(join(project.fabric.directory, '.junos-fabric'))).toEqual(['dc1']);
  });

  test('with nothing to do says so and commits nothing', async () => {
    await junosFabric('apply');
    const { code, stdout } = await junosFabric('apply');
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'Nothing to do: every device is up to date.\n' });
    expect(commitCounts()).toEqual([3, 3, 3]);
  });

  test('with --json ends with the outcome', async () => {
    const { stdout } = await junosFabric('apply', '--json');
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string });
    expect(lines[0]?.type).toBe('changeStarted');
    expect(lines.at(-1)).toMatchObject({ type: 'result', outcome: 'confirmed', devices: { leaf10: 'confirmed' } });
  });

  test('refuses a manifest other than the one it is bound to, before any connection, with 2', async () => {
    const planned = project.fabric.synthesize((intent) => intent);
    project.fabric.synthesize(withoutLeaf11);
    const { code, stderr } = await junosFabric('apply', '--digest', planned);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: .*manifest/);
    expect(stderr).not.toContain('connected');
  });

  test('says of a check that fails once what is wrong, and in the end how many there are', async () => {
    project.fabric.synthesize((intent) => ({
      ...intent,
      devices: intent.devices.map((device) => ({
        ...device,
        peerings: device.peerings.map((peering) =>
          device.hostname === 'leaf11' ? { ...peering, peerAsn: 4220000009 } : peering,
        ),
      })),
    }));
    const { code, stdout, stderr } = await junosFabric('apply', '--check-timeout', '1');
    expect(code).toBe(6);
    expect(`${stdout}${stderr}`.match(/[^\n]*Established with AS 4220000009[^\n]*/g)).toEqual([
      expect.stringMatching(
        / leaf11: check failed: expected BGP session to 172\.16\.104\.6 .* 4220000009; seen: Active, last error Open Message Error$/,
      ),
    ]);
    expect(stderr).toMatch(/\nerror: leaf11: 4 checks failed, named above\n$/);
    expect(stderr.match(/checks pending/g)).toHaveLength(1);
    expect(stderr).toContain('leaf10: 23 checks passed (6 of the intent, 17 as before the change)\n');
  });

  test('keeps its journal where it is told', async () => {
    await junosFabric('apply', '--state-directory', 'journals');
    const kept = readdirSync(join(project.fabric.directory, 'journals', 'dc1'));
    expect(kept.map((name) => name.replace(/^.*\./, '.')).sort()).toEqual(['.before', '.jsonl']);
  });
});

describe('verify', () => {
  beforeEach(async () => {
    await junosFabric('apply');
  });

  test('counts what holds, device by device', async () => {
    const { code, stdout } = await junosFabric('verify');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Device {2}Holds {2}Failed {2}Not up yet\n/);
    expect(stdout).toMatch(/^leaf10 {2}\d+ {6}0 {7}0$/m);
    expect(rowsOf(stdout)).toEqual(['leaf10', 'leaf11', 'leaf12']);
    expect(stdout).toMatch(/\ndc1: all \d+ checks hold\.\n$/);
  });

  test('exits with 4 and says what was expected, what was seen, where, and from which construct', async () => {
    project.fabric.lab.state.pullCable('leaf11', 'et-0/0/15');
    const { code, stdout } = await junosFabric('verify');
    expect(code).toBe(4);
    expect(stdout).toMatch(/^failed {2}leaf11: expected interface et-0\/0\/15\.0 up; seen: .*\n {2}at dc1\/server1/m);
  });

  test('a device that cannot be reached is one line, and exits with 7: nobody knows whether it works', async () => {
    await project.fabric.lab.device('leaf11').stop();
    const { code, stdout, stderr } = await junosFabric('verify');
    expect(code).toBe(7);
    expect(stderr).toMatch(/^error: leaf11: could not be looked at: .*127\.0\.0\.1.*\n$/);
    expect(stdout).toMatch(/\n\ndc1: all \d+ checks hold; 1 device could not be looked at\.\n$/);
    expect(rowsOf(stdout)).toEqual(['leaf10', 'leaf12']);
  });

  test('what fails on the others is what counts, with 4', async () => {
    await project.fabric.lab.device('leaf11').stop();
    project.fabric.lab.state.pullCable('leaf10', 'et-0/0/15');
    const { code, stdout } = await junosFabric('verify');
    expect(code).toBe(4);
    expect(stdout).toMatch(/\ndc1: \d+ of \d+ checks failed; 1 device could not be looked at\.\n$/);
  });

  test('a device that is lost in the middle has not failed its checks either', async () => {
    project.fabric.lab.device('leaf11').switches.malformed = 'get-interface-information';
    const { code, stderr, stdout } = await junosFabric('verify', '--device', 'leaf11');
    expect(code).toBe(7);
    expect(stderr).toMatch(/^error: leaf11: could not be looked at: .*\n$/);
    expect(stdout).toBe('dc1: no device could be looked at.\n');
  });

  test('without its password it says so once a device, also with --json as lines', async () => {
    delete process.env.JUNOS_FABRIC_TEST_PASSWORD;
    try {
      const { code, stdout, stderr } = await junosFabric('verify', '--json', '--check-timeout', '60');
      expect(code).toBe(7);
      expect(stderr.trimEnd().split('\n')).toHaveLength(3);
      expect(stderr).toContain('JUNOS_FABRIC_TEST_PASSWORD');
      const lines = linesOf(stdout);
      expect(lines.slice(0, -1).map(({ type, hostname, notLooked }) => [type, hostname, typeof notLooked])).toEqual(
        expect.arrayContaining(['leaf10', 'leaf11', 'leaf12'].map((hostname) => ['device', hostname, 'string'])),
      );
      expect(lines.at(-1)).toMatchObject({ type: 'result', passed: false, devices: 3, notLooked: 3, holding: 0 });
    } finally {
      process.env.JUNOS_FABRIC_TEST_PASSWORD = 'netops';
    }
  });

  test("with --tables prints the guide's two verifications", async () => {
    const { stdout } = await junosFabric('verify', '--tables', '--device', 'leaf10');
    expect(stdout).toContain(`leaf10> show interfaces terse et-0/0/15
Interface               Admin Link Proto    Local                 Remote
et-0/0/15               up    up
et-0/0/15.0             up    up   inet     172.16.104.1/30
`);
    expect(stdout).toMatch(/^leaf10> show bgp summary instance VRF_5\n.*^172\.16\.104\.2 +4220000001 .* Establ$/ms);
  });

  test('with --json says each check in a line, then its device, and in the end the sums of the whole', async () => {
    const lines = linesOf((await junosFabric('verify', '--json')).stdout);
    const ofLeaf10 = lines.filter(({ hostname }) => hostname === 'leaf10');
    const checks = lines.filter(({ type }) => type === 'check');
    expect(lines.at(-1)).toEqual({
      version: 1,
      type: 'result',
      fabric: 'dc1',
      manifestDigest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      passed: true,
      devices: 3,
      notLooked: 0,
      holding: checks.length,
      failed: 0,
      provisionedNotUp: 0,
    });
    expect(ofLeaf10.at(-1)).toEqual({
      version: 1,
      type: 'device',
      hostname: 'leaf10',
      holding: ofLeaf10.length - 1,
      failed: 0,
      provisionedNotUp: 0,
    });
    expect(ofLeaf10[0]).toEqual({
      version: 1,
      type: 'check',
      hostname: 'leaf10',
      kind: 'interfaceUp',
      expect: 'UP',
      holds: true,
      expected: 'interface et-0/0/15.0 up',
      seen: expect.any(String) as string,
      constructPath: 'dc1/server1/leaf10/et-0_0_15',
    });
  });

  test('what fails stands below its device, whichever device is done first', async () => {
    project.fabric.lab.state.pullCable('leaf11', 'et-0/0/15');
    const { stdout } = await junosFabric('verify');
    const below = /^leaf11 .*\n((?:failed .*\n {2}at .*\n)+)/m.exec(stdout)?.[1] ?? '';
    expect(below.match(/^failed {2}leaf11: /gm)).toHaveLength(stdout.match(/^failed {2}leaf11: /gm)?.length ?? 0);
  });

  test('a shard asks its own devices what the whole fabric says of them', async () => {
    const whole = linesOf((await junosFabric('verify', '--json')).stdout);
    const parts = await Promise.all(['1/2', '2/2'].map((shard) => junosFabric('verify', '--json', '--shard', shard)));
    const [first = [], second = []] = parts.map(({ stdout }) => linesOf(stdout));
    expect(devicesIn(first)).toEqual(['leaf10', 'leaf12']);
    expect(devicesIn(second)).toEqual(['leaf11']);
    expect(second.at(-1)).toMatchObject({ type: 'result', shard: '2/2', passed: true, devices: 1 });
    const checksIn = (lines: readonly Line[]): string[] =>
      lines
        .filter(({ type }) => type === 'check')
        .map((line) => JSON.stringify(line))
        .sort();
    expect(checksIn([...first, ...second])).toEqual(checksIn(whole));
  });

  test('a shard without a device is well, and says so', async () => {
    expect(await junosFabric('verify', '--shard', '4/4')).toEqual({
      code: 0,
      stdout: 'dc1, shard 4/4: no device to look at.\n',
      stderr: '',
    });
  });
});

describe('show', () => {
  beforeEach(async () => {
    await junosFabric('apply');
  });

  test('prints the lines in effect with the group they come from', async () => {
    const { code, stdout } = await junosFabric('show', 'leaf10', 'interfaces', 'et-0/0/15', 'unit', '0');
    expect(code).toBe(0);
    expect(stdout).toBe(
      'set interfaces et-0/0/15 unit 0 family inet address 172.16.104.1/30  ## inherited from group dc1\n',
    );
  });

  test('with --stored prints the group itself', async () => {
    const { stdout } = await junosFabric('show', 'leaf10', '--stored', 'apply-groups');
    expect(stdout).toBe('set apply-groups dc1\n');
  });

  test('says so where a line cannot be printed as it is, and has it in --json', async () => {
    const words = ['interfaces', 'et-0/0/14', 'description'];
    const line = `set ${words.join(' ')} "\u202eeno ##vso[task.setvariable variable=PATH]/x"`;
    project.fabric.lab.device('leaf10').edit(line);
    const plain = await junosFabric('show', 'leaf10', ...words);
    expect(plain.stdout).toBe(`set ${words.join(' ')} "\ufffdeno ## vso[task.setvariable variable=PATH]/x"\n`);
    expect(plain.stderr).toBe(
      'warning: some lines have characters that a terminal or a pipeline would obey; they are shown with \ufffd or a blank instead, and as they are by --json\n',
    );
    const json = await junosFabric('show', 'leaf10', ...words, '--json');
    expect(json).toMatchObject({ code: 0, stderr: '' });
    expect(json.stdout).not.toMatch(/\u202e|##vso/);
    expect(JSON.parse(json.stdout)).toEqual([{ line }]);
  });

  test('names the devices there are when asked for another', async () => {
    const { code, stderr } = await junosFabric('show', 'leaf9');
    expect(code).toBe(2);
    expect(stderr).toBe('error: the fabric has no device leaf9; it has leaf10, leaf11, leaf12\n');
  });
});

describe('withdraw', () => {
  const stored = (): string[] =>
    [...project.fabric.lab.devices.values()].map((device) =>
      [...device.database.committed.statements()].map(({ words }) => words.join(' ')).join('\n'),
    );

  test('needs to be told from what', async () => {
    const { code, stderr } = await junosFabric('withdraw');
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('--all') as string });
  });

  test('--all takes everything back', async () => {
    const before = stored();
    await junosFabric('apply');
    expect((await junosFabric('withdraw', '--all')).code).toBe(0);
    expect(stored()).toEqual(before);
  });

  test('--device takes one leaf out of service and leaves the others', async () => {
    const before = stored();
    await junosFabric('apply');
    expect((await junosFabric('withdraw', '--device', 'leaf11')).code).toBe(0);
    expect(stored()[3]).toBe(before[3]);
    expect(commitCounts()).toEqual([3, 5, 3]);
  });

  test('--removed does nothing while the fabric has the device, and withdraws it when it has left', async () => {
    await junosFabric('apply');
    const removed = JSON.stringify({
      hostname: 'leaf11',
      managementAddress: '127.0.0.1',
      managementPort: project.fabric.lab.port('leaf11'),
      login: { method: 'password', user: 'netops', fromEnv: 'JUNOS_FABRIC_TEST_PASSWORD' },
      group: 'dc1',
      removalPolicy: 'WITHDRAW',
      model: 'qfx10002-60c',
    });
    const kept = await junosFabric('withdraw', '--removed', removed, '--from-terraform');
    expect(kept).toMatchObject({ code: 0, stderr: '' });
    expect(kept.stdout).toBe(
      'leaf11 is left as it is, for the fabric has it: a destroy of the whole stack withdraws it with the others, and without its construct the next apply does.\n',
    );
    project.fabric.synthesize(withoutLeaf11);
    expect((await junosFabric('withdraw', '--removed', removed, '--from-terraform')).code).toBe(0);
    expect(commitCounts()).toEqual([3, 5, 3]);
  });
});
