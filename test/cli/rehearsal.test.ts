import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import type { AddressInfo, Server } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Printed } from '../support/command-line';
import { guideProject } from '../support/command-line';
import { committedLines, down, up } from '../../lib/emulator/lab-process';
import type { LabTopology } from '../../lib/emulator/topology';
import { guideTopology } from '../emulator/support/guide';
import { builtCli } from '../support/built-package';

const execute = promisify(execFile);
const project = guideProject();

/** Where production would be: whoever dials it is counted. */
class Production {
  connections = 0;
  readonly #server: Server = createServer((socket) => {
    this.connections += 1;
    // No limit of connections, after which it would be tried again.
    socket.end('SSH-1.0-production\r\n');
  });

  async listen(): Promise<number> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.2', done));
    return (this.#server.address() as AddressInfo).port;
  }

  stop(): void {
    this.#server.close();
  }
}

describe('with --lab', () => {
  let directory: string;
  let production: Production;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'junos-fabric-rehearsal-'));
    production = new Production();
    const managementPort = await production.listen();
    project.fabric.synthesize((intent) => ({
      ...intent,
      devices: intent.devices.map((device) => ({ ...device, managementAddress: '127.0.0.2', managementPort })),
    }));
  });

  afterEach(async () => {
    await down(directory).catch(() => undefined);
    production.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  async function start(topology: LabTopology): Promise<void> {
    await up(directory, topology, { command: [process.execPath, builtCli(), 'lab', 'serve'], timeoutMs: 120_000 });
  }

  const rehearse = (...argv: string[]): Promise<Printed> => project.junosFabric(...argv, '--lab', directory);

  /** What stands in front of the output proper. */
  function headerOf({ stdout }: Printed): string[] {
    return stdout.split('\n').slice(0, 3);
  }

  test('a change goes through all its commands on the lab, and production is not dialled once', async () => {
    await start(guideTopology());
    const planned = await rehearse('plan');
    expect(planned).toMatchObject({ code: 0, stderr: '' });
    expect(headerOf(planned)).toEqual([
      `LAB  a rehearsal: 5 emulated devices of ${directory}`,
      'LAB  reached at 127.0.0.1 alone, with the login of the lab',
      `LAB  journal and lock in ${join(directory, 'rehearsal')}`,
    ]);
    const applied = await rehearse('apply');
    expect(applied).toMatchObject({ code: 0, stdout: expect.stringContaining('Done on every device.') as string });
    expect(headerOf(applied).every((line) => line.startsWith('LAB '))).toBe(true);
    expect(await committedLines(directory, 'leaf10')).toContain('set apply-groups dc1');
    expect(await rehearse('verify', '--check-timeout', '60')).toMatchObject({ code: 0 });
    expect(await rehearse('drift')).toMatchObject({ code: 0 });
    expect(await rehearse('withdraw', '--all')).toMatchObject({ code: 0 });
    expect(await committedLines(directory, 'leaf10')).not.toContain('dc1');
    expect(production.connections).toBe(0);
    expect(project.fabric.lab.device('leaf10').database.committed.has('groups', 'dc1')).toBe(false);
  });

  test('journal, state and lock are those of the lab, whatever else says where they are', async () => {
    await start(guideTopology());
    const elsewhere = join(project.fabric.directory, 'real-state');
    expect(await rehearse('apply', '--state-directory', elsewhere)).toMatchObject({ code: 0 });
    expect(existsSync(elsewhere)).toBe(false);
    expect(existsSync(join(project.fabric.directory, '.junos-fabric'))).toBe(false);
    const journals = readdirSync(join(directory, 'rehearsal'), { recursive: true, withFileTypes: true });
    const texts = journals
      .filter((one) => one.isFile())
      .map((one) => readFileSync(join(one.parentPath, one.name), 'utf8'));
    expect(texts.join('')).toContain('leaf10');
    expect(texts.join('')).not.toContain('127.0.0.2');
  });

  test('the lab of the fabric alone has what the change needs', async () => {
    const home = project.fabric.directory;
    const lab = (...words: string[]) =>
      execute(process.execPath, [builtCli(), 'lab', ...words, '--directory', directory], { cwd: home });
    const { stdout } = await lab('up');
    expect(stdout).toContain('lab-spine1 stands for the spines, which others configure');
    expect(statSync(join(directory, 'topology.json')).mode & 0o777).toBe(0o600);
    expect(await rehearse('apply')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Done on every device.') as string,
    });
    expect(await rehearse('verify', '--check-timeout', '60')).toMatchObject({ code: 0 });
    await lab('down');
    rmSync(join(home, 'cdktf.out'), { recursive: true });
    await expect(lab('up')).rejects.toMatchObject({
      code: 2,
      stderr: `error: ${home} has neither a lab.json nor a cdktf.out/stacks/*/junos/fabric.json below it; synthesize first (cdktf synth), or name a topology with --topology, a fabric.json with --manifest, or saved configurations with --from\n`,
    });
    expect(production.connections).toBe(0);
  });

  test('a device that the lab lacks is refused before anything is done', async () => {
    const whole = guideTopology();
    await start({
      ...whole,
      devices: whole.devices.filter(({ hostname }) => hostname !== 'leaf12'),
      servers: whole.servers.map((server) => ({
        ...server,
        links: server.links.filter(({ device }) => device !== 'leaf12'),
      })),
    });
    for (const command of [['plan'], ['apply'], ['verify'], ['drift'], ['withdraw', '--all']]) {
      expect(await rehearse(...command)).toMatchObject({
        code: 2,
        stderr: `error: the lab in ${directory} has no leaf12, only leaf10, leaf11, spine1, spine2; a rehearsal reaches no other device, so start a lab that has all of them\n`,
      });
    }
    expect(await rehearse('drift', '--device', 'leaf10')).toMatchObject({ code: 5 });
    expect(production.connections).toBe(0);
  });

  test('a directory without a lab reaches nobody', async () => {
    const printed = await rehearse('apply');
    expect(printed).toMatchObject({ code: 1, stderr: expect.stringContaining('no lab is running in') as string });
    expect(production.connections).toBe(0);
  });

  test('what a machine reads stays one document', async () => {
    await start(guideTopology());
    const { stderr, stdout } = await rehearse('plan', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ fabric: 'dc1' });
    expect(stderr.split('\n').filter((line) => line.startsWith('LAB '))).toHaveLength(3);
  });
});

test('without --lab the same manifest dials the address that it names', async () => {
  const production = new Production();
  const managementPort = await production.listen();
  project.fabric.synthesize((intent) => ({
    ...intent,
    devices: intent.devices.map((device) => ({ ...device, managementAddress: '127.0.0.2', managementPort })),
  }));
  expect((await project.junosFabric('drift', '--device', 'leaf10')).code).toBe(7);
  expect(production.connections).toBe(1);
  production.stop();
});
