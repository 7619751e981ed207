import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../lib/cli/program';
import { RecordingHost } from '../support/recording-host';

const LOCK_FILE = `{
  "lockVersion": 1,
  "allocations": {
    "dc1": {
      "link leaf10:et-0/0/48 spine1:et-0/0/10": "172.16.1.0/31",
      "subnet server1 leaf10 et-0/0/15": "172.16.0.0/31",
      "subnet server1 leaf10 et-0/0/15.100": "172.16.0.2/31",
      "subnet server2 leaf11 et-0/0/15": "172.16.0.4/31 removed",
      "vni VRF_5": "10000",
      "~": "written at synth; to move or free an allocation: junos-fabric allocation --help"
    }
  }
}
`;

function project(text?: string): { host: RecordingHost; lockFile: () => string } {
  const workingDirectory = mkdtempSync(join(tmpdir(), 'junos-fabric-allocation-'));
  const path = join(workingDirectory, 'fabric.lock.json');
  if (text !== undefined) writeFileSync(path, text);
  return { host: new RecordingHost({ workingDirectory }), lockFile: () => readFileSync(path, 'utf8') };
}

test('show prints every allocation', async () => {
  const { host } = project(LOCK_FILE);
  expect(await run(['allocation', 'show'], host)).toBe(0);
  expect(host.stdout.text).toBe(
    [
      'Pools  Key                                     Value',
      'dc1    link leaf10:et-0/0/48 spine1:et-0/0/10  172.16.1.0/31',
      'dc1    subnet server1 leaf10 et-0/0/15         172.16.0.0/31',
      'dc1    subnet server1 leaf10 et-0/0/15.100     172.16.0.2/31',
      'dc1    subnet server2 leaf11 et-0/0/15         172.16.0.4/31  removed',
      'dc1    vni VRF_5                               10000',
      '',
    ].join('\n'),
  );
});

test('show --json prints one document', async () => {
  const { host } = project(LOCK_FILE);
  expect(await run(['allocation', 'show', '--json'], host)).toBe(0);
  expect((JSON.parse(host.stdout.text) as unknown[])[3]).toEqual({
    pools: 'dc1',
    key: 'subnet server2 leaf11 et-0/0/15',
    value: '172.16.0.4/31',
    removed: true,
  });
});

describe('move keeps the values of', () => {
  test.each([
    [
      'server',
      'server1',
      'web1',
      ['subnet web1 leaf10 et-0/0/15": "172.16.0.0/31"', 'subnet web1 leaf10 et-0/0/15.100": "172.16.0.2/31"'],
    ],
    [
      'device',
      'leaf10',
      'zleaf',
      ['link spine1:et-0/0/10 zleaf:et-0/0/48": "172.16.1.0/31"', 'subnet server1 zleaf et-0/0/15": "172.16.0.0/31"'],
    ],
    ['vrf', 'VRF_5', 'VRF_50', ['vni VRF_50": "10000"']],
    [
      'port',
      'leaf10:et-0/0/15',
      'leaf12:et-0/0/1',
      ['subnet server1 leaf12 et-0/0/1": "172.16.0.0/31"', 'subnet server1 leaf12 et-0/0/1.100": "172.16.0.2/31"'],
    ],
    ['port', 'spine1:et-0/0/10', 'spine1:et-0/0/11', ['link leaf10:et-0/0/48 spine1:et-0/0/11": "172.16.1.0/31"']],
  ])('a %s that is called otherwise', async (what, from, to, lines) => {
    const { host, lockFile } = project(LOCK_FILE);
    expect(await run(['allocation', 'move', what, from, to], host)).toBe(0);
    for (const line of lines) expect(lockFile()).toContain(`      "${line}`);
    expect(lockFile().split('\n')).toHaveLength(LOCK_FILE.split('\n').length);
    expect(host.stdout.text.match(/^moved /gm)).toHaveLength(what === 'device' ? 3 : lines.length);
  });
});

describe('free', () => {
  test('forgets what is removed', async () => {
    const { host, lockFile } = project(LOCK_FILE);
    expect(await run(['allocation', 'free', '--all'], host)).toBe(0);
    expect(host.stdout.text).toBe('freed subnet server2 leaf11 et-0/0/15 (172.16.0.4/31)\n');
    expect(lockFile()).toBe(LOCK_FILE.replace(/.*server2.*\n/, ''));
    expect(await run(['allocation', 'free', '--all'], host)).toBe(0);
    expect(host.stdout.text).toMatch(/\nnothing is removed\n$/);
  });

  test('forgets nothing that is in use', async () => {
    const { host, lockFile } = project(LOCK_FILE);
    expect(await run(['allocation', 'free', 'vni VRF_5'], host)).toBe(2);
    expect(host.stderr.text).toContain('"vni VRF_5" (10000) is in use');
    expect(lockFile()).toBe(LOCK_FILE);
  });

  test('wants to be told what', async () => {
    const { host } = project(LOCK_FILE);
    expect(await run(['allocation', 'free'], host)).toBe(2);
    expect(host.stderr.text).toContain('say what to free');
  });
});

test('without a lock file all of them end with 2', async () => {
  const { host } = project();
  expect(await run(['allocation', 'show'], host)).toBe(2);
  expect(host.stderr.text).toMatch(/^error: there is no fabric\.lock\.json/);
});
