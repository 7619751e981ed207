import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../lib/cli/program';
import { RecordingHost } from '../support/recording-host';

const LEAF = [
  'set version 23.4R2',
  'set system host-name leaf10',
  'set interfaces lo0 unit 0 family inet address 192.168.1.10/32',
  'set interfaces et-0/0/15 description "to server1"',
  'set interfaces et-0/0/15 unit 0 family inet address 172.16.104.1/30',
  'set routing-options autonomous-system 4210000001',
  'set routing-instances VRF_5 instance-type vrf',
  'set routing-instances VRF_5 protocols evpn ip-prefix-routes vni 16776000',
  'set routing-instances VRF_5 protocols bgp group server1 type external',
  'set routing-instances VRF_5 protocols bgp group server1 neighbor 172.16.104.2 peer-as 4220000001',
  'set routing-instances VRF_5 interface et-0/0/15.0',
  'set snmp location "rack 4"',
].join('\n');

async function imported(...args: string[]): Promise<{ code: number; out: string; err: string; directory: string }> {
  const directory = mkdtempSync(join(tmpdir(), 'junos-fabric-import-'));
  writeFileSync(join(directory, 'leaf10.conf'), LEAF);
  const host = new RecordingHost({ workingDirectory: directory });
  const code = await run(['import', ...args], host);
  return { code, out: host.stdout.text, err: host.stderr.text, directory };
}

test('the program goes to standard output and the report beside it', async () => {
  const { code, err, out } = await imported('leaf10.conf', '--fabric', 'dc1', '--model', 'qfx5120-48y-8c');
  expect(code).toBe(0);
  expect(out).toContain("bgpGroup: BgpGroup.fromGroupName('server1'),");
  expect(out).toContain('model: QfxModel.QFX5120_48Y');
  expect(err).toContain('leaf10 (leaf10.conf): ');
  expect(err).toContain('the schema table does not know it:\n      set snmp location "rack 4"\n');
  expect(err).toContain('    routing-instances VRF_5 interface et-0/0/15.0\n');
});

test('a file takes the program, and is never overwritten', async () => {
  const { directory, out } = await imported('leaf10.conf', '--output', 'main.ts');
  expect(readFileSync(join(directory, 'main.ts'), 'utf8')).toContain('export function imported(app: App)');
  expect(out).toContain('statements reproduced');
  const host = new RecordingHost({ workingDirectory: directory });
  expect(await run(['import', 'leaf10.conf', '--output', 'main.ts'], host)).toBe(2);
  expect(host.stderr.text).toContain('is there already');
});

test('a model outside the table is one of its own, and the report asks what it is like', async () => {
  const { code, err, out } = await imported('leaf10.conf', '--model', 'qfx1');
  expect(code).toBe(0);
  expect(out).toContain("model: QfxModel.custom({ name: 'qfx1'");
  expect(err).toContain('qfx1');
});

test('programs get one document', async () => {
  const { out } = await imported('leaf10.conf', '--json');
  const { devices, program } = JSON.parse(out) as { program: string; devices: { hostname: string }[] };
  expect(program).toContain('LeafDevice');
  expect(devices.map(({ hostname }) => hostname)).toEqual(['leaf10']);
});

test.each([
  ['a file that is not there', ['leaf11.conf'], 'leaf11.conf'],
  ['a model that routes no VXLAN', ['leaf10.conf', '--model', 'qfx5100-48s-6q'], 'is no model of a leaf'],
  ['a model as nobody reports it', ['leaf10.conf', '--model', 'QFX 5120'], 'in lower case as the device reports it'],
  ['a name that no group can have', ['leaf10.conf', '--fabric', 're0'], 're0'],
  ['an AS number that is none', ['leaf10.conf', '--overlay-asn', 'x'], 'no AS number'],
])('%s is an error of usage', async (_what, args, message) => {
  const { code, err } = await imported(...args);
  expect(code).toBe(2);
  expect(err).toContain(message);
});

describe('secrets of a device', () => {
  const PRIVATE_KEY = '-----BEGIN PRIVATE KEY-----\\nHUSHAAAA\\n-----END PRIVATE KEY-----\\n';
  const KEY_LINES = '-----BEGIN PRIVATE KEY-----\nHUSHAAAA\n-----END PRIVATE KEY-----';
  const SET = `${LEAF}
set security certificates local grpc "${PRIVATE_KEY}" ## SECRET-DATA
set access profile p client c firewall-user pass "hush1" ## SECRET-DATA
set snmp community hush2 authorization read-only
set routing-instances VRF_5 protocols ospf area 0 interface all authentication md5 1 key hush3
set routing-instances VRF_5 protocols bgp group server1 authentication-key hush4
set services ipx local secret
set services ipx other things
`;
  const CURLY = `system { host-name leaf10; root-authentication { encrypted-password "hush1"; ## SECRET-DATA
} }
interfaces { lo0 { unit 0 { family inet { address 192.168.1.10/32; } } } }
routing-options { autonomous-system 65000; }
security { certificates { local { grpc { "${PRIVATE_KEY}"; ## SECRET-DATA
} } } }
access { profile p { client c { firewall-user { pass "hush2"; ## SECRET-DATA
} } } }
`;
  const XML = `<configuration><system><host-name>leaf10</host-name></system>
<interfaces><interface><name>lo0</name><unit><name>0</name><family><inet><address><name>192.168.1.10/32</name></address></inet></family></unit></interface></interfaces>
<security><certificates><local><name>grpc</name><certificate>${KEY_LINES}</certificate></local></certificates></security>
<system><radius-server><name>10.0.0.9</name><secret>hush1</secret></radius-server></system></configuration>`;

  test.each([
    ['set lines', SET],
    ['curly text', CURLY],
    ['XML', XML],
  ])('are in no output of what was read from %s', async (_form, text) => {
    const directory = mkdtempSync(join(tmpdir(), 'junos-fabric-import-'));
    writeFileSync(join(directory, 'leaf.conf'), text);
    const wishes = ['--overlay-asn', '4210000001', '--model', 'qfx5120-48y-8c', '--own-vrfs'];
    for (const options of [[], ['--json'], ['--output', 'main.ts']]) {
      const host = new RecordingHost({ workingDirectory: directory });
      expect(await run(['import', 'leaf.conf', ...wishes, ...options], host)).toBe(0);
      const shown = host.stdout.text + host.stderr.text;
      expect(shown).not.toMatch(/hush|HUSH/);
      expect(shown).toContain('<secret>');
    }
    expect(readFileSync(join(directory, 'main.ts'), 'utf8')).not.toMatch(/hush|HUSH/);
  });

  test('hide nothing of the line after one that ends in the name of a secret', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'junos-fabric-import-'));
    writeFileSync(join(directory, 'leaf.conf'), SET);
    const host = new RecordingHost({ workingDirectory: directory });
    expect(await run(['import', 'leaf.conf'], host)).toBe(0);
    expect(host.stderr.text).toContain('set services ipx local secret\n      set services ipx other things\n');
  });

  test.each([
    ['a statement that does not end', 'system { radius-server 10.0.0.9 secret hush'],
    [
      'a value that is none',
      'routing-instances { V { protocols { bgp { group g { authentication-key a hush; } } } } }',
    ],
    ['a word that nothing can hold', 'set system radius-server 10.0.0.9 secret "hu\u0007sh hush"'],
    ['a quote that does not end', 'set system radius-server 10.0.0.9 secret "hush'],
  ])('are not in the refusal of %s', async (_what, text) => {
    const directory = mkdtempSync(join(tmpdir(), 'junos-fabric-import-'));
    writeFileSync(join(directory, 'leaf.conf'), text);
    const host = new RecordingHost({ workingDirectory: directory });
    await run(['import', 'leaf.conf'], host);
    expect(host.stdout.text + host.stderr.text).not.toMatch(/hush/);
    expect(host.stderr.text).not.toBe('');
  });
});
