import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExitCode } from '../../lib/cli/exit-code';
import { run } from '../../lib/cli/program';
import { writeCurly } from '../../lib/junos/formats/curly-writer';
import { buildManifest } from '../../lib/manifest/build-manifest';
import { writeManifest } from '../../lib/manifest/write-manifest';
import { twinSource } from '../../lib/twin/source';
import type { Printed } from '../support/command-line';
import { commandLine } from '../support/command-line';
import { RecordingHost } from '../support/recording-host';
import { configurationsOf, remoteFabric, remoteTopology } from '../twin/support/guide-twin';
import { describeWithTwin } from '../twin/support/requirements';
import { WITHOUT_HOST_KEYS } from '../support/fabric-fixture';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'twin-cli-'));
  const bundle = buildManifest(remoteFabric(), WITHOUT_HOST_KEYS);
  writeManifest(join(home, 'cdktf.out', 'stacks', 'dc1', 'junos'), bundle);
  writeFileSync(join(home, 'lab.json'), JSON.stringify(remoteTopology()));
});

afterEach(async () => {
  await command('twin', 'down');
  rmSync(home, { recursive: true, force: true });
});

function command(...words: string[]): Promise<Printed> {
  return commandLine(home, ...words);
}

describeWithTwin('a twin on the command line', () => {
  test('comes up, is broken, watched and mended, and goes away', async () => {
    const up = await command('twin', 'up', '--topology', 'lab.json');
    expect(up).toMatchObject({ code: ExitCode.DONE });
    expect(up.stdout).toContain('The twin does what the intent says: all 64 checks hold.');
    expect(up.stderr).toContain('7 nodes run after');
    expect(up.stderr).toContain('Linux balances per flow');

    await expect(command('twin', 'fail', 'leaf', 'leaf10')).resolves.toMatchObject({
      stdout: 'Broken: node leaf10.\n',
    });
    const broken = await command('twin', 'verify', '--timeout', '0', '--json');
    expect(broken.code).toBe(ExitCode.CHECK_FAILED);
    expect(JSON.parse(broken.stdout)).toMatchObject({ passed: false, failures: ['node leaf10'] });
    expect((await command('twin', 'status')).stdout).toContain('Broken: node leaf10');

    const host = new RecordingHost({ workingDirectory: home, isTerminal: true });
    const watching = run(['twin', 'status', '--watch'], host);
    while (!host.stdout.text.includes('Not Established')) await new Promise(setImmediate);
    host.signal('SIGINT');
    await expect(watching).resolves.toBe(ExitCode.DONE);
    expect(host.listening).toBe(0);

    await expect(command('twin', 'heal')).resolves.toMatchObject({ stdout: 'Everything is mended.\n' });
    await expect(command('twin', 'verify')).resolves.toMatchObject({ code: ExitCode.DONE });
    const wrong = await command('twin', 'fail', 'link', 'leaf10', 'leaf11');
    expect(wrong.code).toBe(ExitCode.USAGE);
    expect(wrong.stderr).toContain('the twin has no cable of leaf10 to leaf11');
    const stranger = await command('twin', 'fail', 'session', 'leaf10', '192.0.2.1');
    expect(stranger.code).toBe(ExitCode.USAGE);
    expect(stranger.stderr).toContain('the twin has no session of leaf10 with 192.0.2.1; there is 1');
    await expect(command('twin', 'down')).resolves.toMatchObject({ stdout: 'The twin is down.\n' });
  });
});

describeWithTwin('a twin of saved configurations', () => {
  test('has their cables and neighbors, and the sessions that they define', async () => {
    const backups = join(home, 'backups');
    mkdirSync(backups);
    const { devices } = twinSource(configurationsOf(remoteFabric()), remoteTopology());
    for (const { configuration, hostname } of devices) {
      writeFileSync(join(backups, `${hostname}.conf`), writeCurly(configuration));
    }
    rmSync(join(home, 'cdktf.out'), { recursive: true });
    const up = await command('twin', 'up', '--from', 'backups', '--no-packets');
    expect(up.stderr).toContain('(AS 4220000001) is outside: ');
    expect(up).toMatchObject({ code: ExitCode.DONE });
    expect(up.stdout).toContain('The twin does what the configurations say: all 40 checks hold.');
  });
});

test('without a twin the commands say so', async () => {
  await expect(command('twin', 'status')).resolves.toMatchObject({
    code: ExitCode.REFUSED,
    stderr: `error: no twin is running in ${join(home, '.twin')}; start one with \`junos-fabric twin up\`\n`,
  });
  await expect(command('twin', 'down')).resolves.toMatchObject({
    code: ExitCode.DONE,
    stdout: 'No twin was running; its files are gone.\n',
  });
});

test('a fabric whose configurations cannot be mapped is refused before anything starts', async () => {
  const topology = remoteTopology();
  const devices = topology.devices.map((device) => ({
    ...device,
    baseline: 'set protocols ospf reference-bandwidth 1g',
  }));
  writeFileSync(join(home, 'lab.json'), JSON.stringify({ ...topology, devices }));
  const refused = await command('twin', 'up', '--topology', 'lab.json');
  expect(refused.code).toBe(ExitCode.USAGE);
  expect(refused.stderr).toContain('  set protocols ospf reference-bandwidth 1g: nothing in the twin does this\n');
});

test('a lab for containerlab is written once', async () => {
  const words = ['lab', 'export', 'containerlab', '--kind', 'frr', '--topology', 'lab.json'];
  const written = await command(...words);
  expect(written).toMatchObject({ code: ExitCode.DONE });
  expect(readFileSync(join(home, 'containerlab', 'dc1.clab.yml'), 'utf8')).toContain('name: dc1\n');
  const again = await command(...words);
  expect(again.code).toBe(ExitCode.USAGE);
  expect(again.stderr).toContain('give another --output, or --force');
  await expect(command(...words, '--force')).resolves.toMatchObject({ code: ExitCode.DONE });
});
