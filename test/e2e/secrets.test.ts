import { chmodSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeSecret } from '../../lib/junos/tree/secret-encoding';
import { secretLeaves } from '../../lib/junos/tree/secret-leaves';
import type { ExampleProject as Project, Finished } from '../support/example-project';
import { describeWithTerraform, ExampleProject, succeed } from '../support/example-project';

const PASSWORD = 'pa55word-of-netops';
const KEYS = ['fi2st-bgp-k3y', 's3cond-bgp-k3y'] as const;

describeWithTerraform('secrets with Terraform', () => {
  let project: Project;
  let places: string;
  const told: string[] = [];
  const commandLines = new Set<string>();

  beforeAll(async () => {
    const authentication = { method: 'md5', keys: KEYS.map((secret) => ({ secret })) } as const;
    project = await ExampleProject.create((topology) => ({
      ...topology,
      users: [{ name: 'netops', password: PASSWORD }],
      servers: topology.servers.map((server) => ({
        ...server,
        links: server.links.map((link) => ({ ...link, authentication })),
      })),
    }));
    places = join(project.directory, 'secrets');
    mkdirSync(places);
    secretFile('password', PASSWORD);
    secretFile('bgp', KEYS[0]);
    project.edit('import { Carrier,', 'import { BgpAuthentication, Carrier,');
    project.edit('QfxModel, Vrf5Instance', 'QfxModel, Secret, Vrf5Instance');
    project.edit("fromEnv: 'JUNOS_PASSWORD'", `fromFile: '${join(places, 'password')}'`);
    project.edit(
      '      asn: 4220000001,\n',
      `      asn: 4220000001,\n      authentication: BgpAuthentication.md5(Secret.fromCommand(['cat', '${join(places, 'bgp')}'])),\n`,
    );
  });
  afterAll(async () => {
    await project.stop();
  });

  function secretFile(name: string, secret: string): void {
    writeFileSync(join(places, name), `${secret}\n`);
    chmodSync(join(places, name), 0o600);
  }

  /** Runs something, and remembers what it has printed and every command line of this machine meanwhile. */
  async function watched(run: Promise<Finished>): Promise<Finished> {
    const watch = setInterval(rememberCommandLines, 20);
    try {
      const finished = await run;
      told.push(finished.output);
      return finished;
    } finally {
      clearInterval(watch);
    }
  }

  function rememberCommandLines(): void {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        commandLines.add(readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '));
      } catch {
        // It has ended.
      }
    }
  }

  function keysOnDevices(): (string | undefined)[] {
    return ['leaf10', 'leaf11', 'leaf12'].map((leaf) => {
      const [key] = secretLeaves(project.lab.device(leaf).database.committed);
      return key === undefined ? undefined : decodeSecret(key.node.value);
    });
  }

  test('are on the devices after terraform apply', async () => {
    await project.synthesize();
    succeed(await watched(project.terraform('init', '-input=false')));
    succeed(await watched(project.terraform('plan', '-out=saved')));
    succeed(await watched(project.terraform('apply', '-auto-approve')));
    expect(keysOnDevices()).toEqual([KEYS[0], KEYS[0], KEYS[0]]);
    succeed(await watched(project.terraform('plan', '-detailed-exitcode')));
    expect((await watched(project.junosFabric('plan', '--detailed-exit-code', '--json'))).code).toBe(0);
    expect((await watched(project.junosFabric('drift', '--json'))).code).toBe(0);
  });

  test('change when they are read anew, which Terraform does not see and drift does', async () => {
    secretFile('bgp', KEYS[1]);
    expect((await watched(project.terraform('plan', '-detailed-exitcode'))).code).toBe(0);
    expect((await watched(project.junosFabric('drift'))).code).toBe(5);
    expect((await watched(project.junosFabric('plan', '--detailed-exit-code'))).code).toBe(5);
    succeed(await watched(project.junosFabric('apply', '--diffs')));
    expect(keysOnDevices()).toEqual([KEYS[1], KEYS[1], KEYS[1]]);
    expect((await watched(project.junosFabric('apply', '--json'))).code).toBe(0);
    succeed(await watched(project.junosFabric('verify', '--json')));
    succeed(await watched(project.junosFabric('show', 'leaf10', '--stored')));
  });

  test('are in no output, state, manifest, journal, commit log or command line', async () => {
    succeed(await watched(project.terraform('show', '-json')));
    const encoded = ['leaf10', 'leaf11', 'leaf12'].flatMap((leaf) =>
      secretLeaves(project.lab.device(leaf).database.committed).map(({ node }) => node.value),
    );
    const logs = [...project.lab.devices.values()].flatMap(({ database }) => database.history.map(({ log }) => log));
    const files = filesBelow(project.directory);
    expect(files.some(({ name }) => name === 'terraform.tfstate' || name.endsWith('.tfstate'))).toBe(true);
    expect(files.some(({ name }) => name.endsWith('.jsonl'))).toBe(true);
    expect([...commandLines].some((line) => line.includes('junos-fabric.cjs'))).toBe(true);
    const places = [
      ...told.map((text, index) => ({ name: `output ${index}`, text })),
      ...[...commandLines].map((text) => ({ name: 'a command line', text })),
      ...logs.map((text) => ({ name: 'a commit log', text: text ?? '' })),
      ...files,
    ];
    for (const secret of [PASSWORD, ...KEYS, ...encoded]) {
      expect(places.filter(({ text }) => text.includes(secret)).map(({ name }) => name)).toEqual([]);
    }
    expect(
      places.filter(({ text }) => /junos-fabric-concealed-[0-9a-f]+-\d/.test(text)).map(({ name }) => name),
    ).toEqual([]);
  });

  /** What is below a directory, but for where the secrets are, and the lab, which has to know them. */
  function filesBelow(directory: string): { name: string; text: string }[] {
    return readdirSync(directory, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && entry.parentPath !== places && entry.name !== 'lab.json')
      .map((entry) => ({ name: entry.name, text: readFileSync(join(entry.parentPath, entry.name), 'latin1') }));
  }
});
