import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { LabStatus } from '../../lib/emulator/lab-process';
import { builtCli } from '../support/built-package';
import { SITE } from '../world/support';

const execute = promisify(execFile);

const TOPOLOGY = {
  overlayAsn: 4210000001,
  devices: [{ hostname: 'leaf10', role: 'leaf', model: 'qfx10002-60c', junos: '19.1R2', loopback: '192.168.1.10' }],
  servers: [],
};

describe('the lab in the background', () => {
  let directory: string;

  async function lab(...args: string[]): Promise<string> {
    return (await execute(process.execPath, [builtCli(), 'lab', ...args], { cwd: directory })).stdout;
  }

  async function status(): Promise<LabStatus> {
    return JSON.parse(await lab('status', '--json')) as LabStatus;
  }

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'junos-fabric-lab-'));
    writeFileSync(join(directory, 'lab.json'), JSON.stringify(TOPOLOGY));
  });

  afterEach(async () => {
    await lab('down').catch(() => undefined);
    rmSync(directory, { recursive: true, force: true });
  });

  test('goes up, tells where its devices are, has its time moved, and goes down', async () => {
    expect(await lab('up')).toMatch(/^leaf10 {2}leaf {2}qfx10002-60c {2}19\.1R2 {2}127\.0\.0\.1:\d+/m);
    const before = await status();
    await lab('advance', '--seconds', '3600');
    expect((await status()).now - before.now).toBeGreaterThanOrEqual(3_600_000);
    expect(await lab('down')).toBe('The lab is down.\n');
    await expect(status()).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no lab is running') as string,
    });
  });

  test('is not started twice in one directory', async () => {
    await lab('up');
    await expect(lab('up')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^error: a lab is already running/) as string,
    });
  });

  test('goes up from a directory of backups, and says what they leave open', async () => {
    const backups = join(directory, 'backups');
    mkdirSync(join(backups, 'old'), { recursive: true });
    writeFileSync(join(backups, '.git'), '');
    for (const [file, text] of Object.entries(SITE)) writeFileSync(join(backups, file), text);
    const up = await lab('up', '--from', 'backups');
    expect(up).toMatch(/^leaf1 +leaf +qfx5120-48y-8c +23\.4R2 +127\.0\.0\.1:\d+/m);
    expect(up).toContain('server1 (AS 65100) is outside: 172.16.1.2/30 at leaf1 et-0/0/15');
    expect(up).toContain('leaf1 makes nothing of: protocols rstp (1)');
    await expect(lab('up', '--from', 'nowhere')).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^error: the directory .*nowhere cannot be read/) as string,
    });
    writeFileSync(join(backups, 'broken.conf'), 'system {\n    host-name leaf9\n}\n');
    await expect(lab('up', '--from', 'backups')).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^error: broken\.conf was read as curly and cannot be: line 2: /) as string,
    });
  });

  test('a topology that is none is refused with 2', async () => {
    writeFileSync(join(directory, 'lab.json'), '{ "overlayAsn": 0 }');
    await expect(lab('up')).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^error: the lab topology cannot be used:\n {2}overlayAsn/) as string,
    });
    await expect(lab('up', '--topology', 'nothing.json')).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^error: the topology .*nothing\.json cannot be read/) as string,
    });
  });
});
