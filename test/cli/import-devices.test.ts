import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Lab } from '../../lib/emulator/lab';
import { generateKeyPair } from '../../lib/emulator/ssh/host-key';
import { importLogin } from '../../lib/cli/import-devices';
import { fabricSourceOf } from '../../lib/manifest/fabric-source';
import { writeSet } from '../../lib/junos/formats/set-writer';
import { apply } from '../../lib/rollout/execute/apply';
import { withdrawAll } from '../../lib/rollout/execute/withdraw';
import { guideTopology } from '../emulator/support/guide';
import { stackOf } from '../import/run-program';
import { GuideLab } from '../rollout/support/guide-lab';
import type { Printed } from '../support/command-line';
import { commandLine } from '../support/command-line';

const LEAVES = ['leaf10', 'leaf11', 'leaf12'];

let guide: GuideLab;
beforeEach(async () => {
  guide = await GuideLab.start();
});
afterEach(async () => {
  await guide.stop();
});

/** Set lines that a leaf has committed. */
function lines(hostname: string): string[] {
  return writeSet(guide.leaf(hostname).database.committed).trim().split('\n');
}

function imported(...args: string[]): Promise<Printed> {
  return commandLine(guide.directory, 'import', ...args);
}

function devices(): string[] {
  return [
    ...LEAVES.flatMap((leaf) => ['--device', `127.0.0.1:${guide.lab.port(leaf)}`]),
    ...['--user', 'netops', '--password-from-env', 'JUNOS_FABRIC_TEST_PASSWORD', '--known-hosts', 'known_hosts'],
  ];
}

test('what devices had by hand becomes a program, is adopted by its first rollout, and comes back when it is withdrawn', async () => {
  const manifest = guide.manifest();
  for (const leaf of LEAVES) guide.leaf(leaf).edit(writeSet(manifest.group(leaf)));
  const before = Object.fromEntries(LEAVES.map((leaf) => [leaf, lines(leaf)]));
  const counts = guide.commitCounts();

  const { code, stdout } = await imported(...devices(), '--fabric', 'dc1', '--output', 'main.ts');
  expect(code).toBe(0);
  expect(stdout).toContain('0 added');
  expect(guide.commitCounts()).toEqual(counts);
  const program = readFileSync(join(guide.directory, 'main.ts'), 'utf8');
  expect(program).not.toContain('SAY_THE');
  expect(program).toContain("Login.password({ user: 'netops', fromEnv: 'JUNOS_FABRIC_TEST_PASSWORD' })");

  const intent = fabricSourceOf(stackOf(program).fabric)?.intent();
  if (intent === undefined) throw new Error('the program has no fabric');
  const taken = guide.manifest(intent);
  const result = await apply(taken, guide.options);
  expect(result.problems).toEqual([]);
  expect(result.outcome).toBe('confirmed');
  expect(lines('leaf10').filter((line) => line.startsWith('set routing-instances'))).toEqual([]);

  const withdrawn = await withdrawAll(taken, { ...guide.options, restore: true });
  expect(withdrawn.problems).toEqual([]);
  for (const leaf of LEAVES) expect(lines(leaf).sort()).toEqual([...(before[leaf] ?? [])].sort());
});

test('the program has what its import was given: the key file from every directory, the host keys, and each device with its port', async () => {
  const { privateKey, publicKey } = generateKeyPair();
  const lab = await Lab.start(guideTopology(), { authorizedKeys: [publicKey] });
  writeFileSync(join(guide.directory, 'hosts of dc1'), lab.knownHosts);
  writeFileSync(join(guide.directory, 'key'), privateKey, { mode: 0o600 });
  const device = `127.0.0.1:${lab.port('leaf10')}`;
  const access = ['--user', 'netops', '--key-file', 'key', '--known-hosts', 'hosts of dc1'];
  const { code, stderr, stdout } = await imported('--device', device, ...access);
  await lab.stop();
  expect(stderr).toContain(`leaf10 (${device})`);
  expect(code).toBe(0);
  expect(stdout).toContain(`path: '${join(guide.directory, 'key')}'`);
  expect(stdout).toContain("knownHostsFile: 'hosts of dc1'");
});

test('a key of a device stands neither in the program nor in the report', async () => {
  guide
    .leaf('leaf10')
    .edit('set routing-instances VRF_5 protocols bgp group OLD authentication-key "$9$zxyz3CuIRSleWhS"');
  const { code, stderr, stdout } = await imported(...devices(), '--own-vrfs');
  expect(code).toBe(0);
  expect(stdout + stderr).toContain('authentication-key');
  expect(stdout + stderr).not.toContain('$9$');
});

test.each([
  ['nothing to read', [], 'say what to import'],
  ['no way to log in', ['--device', '127.0.0.1'], '--user'],
  ['a device that is none', ['--device', 'a b', '--open-ssh'], '[2001:db8::10]:830'],
  ['no host keys', ['--device', '127.0.0.1', '--user', 'netops'], '--known-hosts'],
  ['no host keys for OpenSSH', ['--device', '127.0.0.1', '--open-ssh'], '--known-hosts'],
  ['a port that is none', ['--device', '127.0.0.1:99999', '--user', 'netops'], '127.0.0.1:99999'],
])('%s is an error of usage', async (_what, args, message) => {
  const { code, stderr } = await imported(...args);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

test('every way to log in is one of the program', () => {
  const user = 'netops';
  expect(importLogin({ device: [], user })).toEqual({ method: 'agent', user });
  expect(importLogin({ device: [], user, keyFile: 'key' })).toEqual({ method: 'keyFile', user, path: 'key' });
  expect(importLogin({ device: [], openSsh: true })).toEqual({ method: 'openSsh' });
});
