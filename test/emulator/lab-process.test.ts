import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { buildSync } from 'esbuild';
import {
  advance,
  changeHostKey,
  committedLines,
  down,
  edit,
  history,
  learnedBy,
  lockDevice,
  plugCable,
  pullCable,
  setSwitches,
  status,
  unlockDevice,
  up,
} from '../../lib/emulator/lab-process';
import { guideLines, guideTopology } from './support/guide';
import { Wire } from './support/wire';

const built = mkdtempSync(path.join(tmpdir(), 'lab-serve-'));
const script = path.join(built, 'serve.cjs');
const command = [process.execPath, script] as const;
let directory: string;

beforeAll(() => {
  buildSync({
    entryPoints: [path.join(__dirname, 'support', 'serve.ts')],
    bundle: true,
    platform: 'node',
    outfile: script,
    external: ['*.node', 'cpu-features'],
    logLevel: 'error',
  });
});

afterAll(() => {
  rmSync(built, { recursive: true, force: true });
});

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'lab-'));
});

afterEach(async () => {
  await down(directory).catch(() => undefined);
  rmSync(directory, { recursive: true, force: true });
});

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const gone = async (pid: number) => {
  while (isAlive(pid)) await delay(20);
};

test('a lab runs in another process until it is told to stop', async () => {
  const lab = await up(directory, guideTopology(), { command });
  expect(lab.devices.map(({ hostname }) => hostname)).toEqual(['leaf10', 'leaf11', 'leaf12', 'spine1', 'spine2']);
  expect(readFileSync(lab.knownHosts, 'utf8')).toContain(`[127.0.0.1]:${lab.devices[0]?.port ?? 0} ssh-ed25519 `);
  const wire = await Wire.openWithKey(lab.devices[0]?.port ?? 0, 'netops', readFileSync(lab.privateKey, 'utf8'));
  await wire.greet();
  await expect(wire.rpc('<get-system-information/>')).resolves.toContain('qfx10002-60c');
  await wire.drop();
  await expect(up(directory, guideTopology(), { command })).rejects.toThrow('a lab is already running in');
  await down(directory);
  expect(isAlive(lab.pid)).toBe(false);
  await expect(status(directory)).rejects.toThrow('no lab is running in');
});

test('its time, its devices and its cables are moved from outside', async () => {
  await up(directory, guideTopology(), { command });
  for (const number of [10, 11, 12]) await edit(directory, `leaf${number}`, guideLines(number), 'by hand');
  await expect(history(directory, 'leaf10')).resolves.toMatchObject([
    { sequence: 0, user: 'admin', client: 'cli', log: 'by hand' },
    { sequence: 1, user: 'root', client: 'other' },
  ]);
  await expect(committedLines(directory, 'leaf10')).resolves.toContain(
    'set routing-instances VRF_5 instance-type vrf\n',
  );
  const links = async () => (await learnedBy(directory, 'server1')).map(({ from, prefix }) => `${from} ${prefix}`);
  await expect(links()).resolves.toContain('leaf10 172.16.104.4/30');
  await pullCable(directory, 'leaf11', 'et-0/0/15');
  await expect(links()).resolves.not.toContain('leaf10 172.16.104.4/30');
  await plugCable(directory, 'leaf11', 'et-0/0/15');
  await expect(links()).resolves.toContain('leaf10 172.16.104.4/30');
  const { now } = await status(directory);
  await expect(advance(directory, 3600)).resolves.toBeGreaterThanOrEqual(now + 3_600_000);
});

test('its devices can be told to fail', async () => {
  const lab = await up(directory, guideTopology(), { command });
  const port = lab.devices[0]?.port ?? 0;
  const wire = await Wire.open(port);
  await wire.greet();
  await setSwitches(directory, 'leaf10', { refuseCommit: 'disk full' });
  await expect(wire.rpc('<commit-configuration/>')).resolves.toContain('disk full');
  await setSwitches(directory, 'leaf10', { refuseCommit: null });
  await expect(wire.rpc('<commit-configuration/>')).resolves.toContain('<commit-success/>');
  await lockDevice(directory, 'leaf10', 'operator');
  await expect(wire.rpc('<lock-configuration/>')).resolves.toContain('operator terminal');
  expect((await status(directory)).devices[0]).toMatchObject({ lockedBy: 'operator', sessions: 1, commits: 2 });
  await unlockDevice(directory, 'leaf10');
  await expect(wire.rpc('<lock-configuration/>')).resolves.toContain('<ok/>');
  const before = readFileSync(lab.knownHosts, 'utf8');
  await changeHostKey(directory, 'leaf10');
  await wire.closed;
  expect(readFileSync(lab.knownHosts, 'utf8')).toBe(before);
  await expect(setSwitches(directory, 'leaf99', {})).rejects.toThrow(
    'the lab refused switch: the lab has no device leaf99; it has leaf10, leaf11, leaf12, spine1, spine2',
  );
});

test('it ends with its directory', async () => {
  const { pid } = await up(directory, guideTopology(), { command });
  rmSync(directory, { recursive: true, force: true });
  await gone(pid);
});

test('a deep directory is served over a port of this machine', async () => {
  const deep = path.join(directory, 'd'.repeat(60), 'e'.repeat(60));
  const { pid } = await up(deep, guideTopology(), { command });
  expect(existsSync(path.join(deep, 'control.sock'))).toBe(false);
  await expect(advance(deep, 1)).resolves.toBeGreaterThan(0);
  await down(deep);
  expect(isAlive(pid)).toBe(false);
});

test('a stale directory is taken over', async () => {
  const { pid } = await up(directory, guideTopology(), { command });
  process.kill(pid, 'SIGKILL');
  await gone(pid);
  await expect(advance(directory, 1)).rejects.toThrow('no lab is running in');
  await expect(up(directory, guideTopology(), { command })).resolves.toMatchObject({ directory });
});

test('known host keys that no lab has made are not written over', async () => {
  const file = path.join(directory, 'known_hosts');
  writeFileSync(file, 'leaf10 ssh-ed25519 AAAA\n');
  await expect(up(directory, guideTopology(), { command })).rejects.toThrow(
    `the lab would write over known_hosts in ${directory}, which no lab has made; give it another --directory`,
  );
  expect(readFileSync(file, 'utf8')).toBe('leaf10 ssh-ed25519 AAAA\n');
  rmSync(file);
  const { knownHosts } = await up(directory, guideTopology(), { command });
  await down(directory);
  expect(existsSync(knownHosts)).toBe(true);
  await expect(up(directory, guideTopology(), { command })).resolves.toMatchObject({ knownHosts });
});

test('a control file that was cut off is as good as none', async () => {
  writeFileSync(path.join(directory, 'control.json'), '{"pid":');
  await expect(status(directory)).rejects.toThrow('no lab is running in');
  await expect(up(directory, guideTopology(), { command })).resolves.toMatchObject({ directory });
});

test('a lab that cannot start shows what its process said', async () => {
  const { devices } = guideTopology();
  const lines = devices.map((one) => ({ ...one, baseline: 'set nonsense here' }));
  await expect(up(directory, guideTopology({ devices: lines }), { command })).rejects.toThrow(
    /^the lab did not start: its process ended with exit code 1; it said:\nleaf10 refuses the configuration: /,
  );
  writeFileSync(path.join(directory, 'broken.cjs'), 'process.exit(3)');
  await expect(
    up(directory, guideTopology(), { command: [process.execPath, path.join(directory, 'broken.cjs')] }),
  ).rejects.toThrow('the lab did not start: its process ended with exit code 3');
});
