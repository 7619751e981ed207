import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DeviceIntent } from '../../lib/intent/fabric-intent';
import type { ImportResult, ImportWishes } from '../../lib/import/import-fabric';
import { importFabric } from '../../lib/import/import-fabric';
import { describeImport } from '../../lib/import/import-text';
import { readCapture } from '../../lib/capture/read-capture';
import { setLine, writeSet } from '../../lib/junos/formats/set-writer';
import { inGroup } from '../../lib/render/group';
import { writeCurly } from '../../lib/junos/formats/curly-writer';
import { inherit } from '../../lib/junos/inheritance/inheritance';
import { readSet } from '../../lib/junos/formats/set-reader';
import { writeXml } from '../../lib/junos/formats/xml-writer';
import fc from 'fast-check';
import { QfxModel } from '../../lib/index';
import { compareText } from '../../lib/model/order';
import { modelReference } from '../../lib/import/program';
import { QFX_MODELS } from '../../lib/platform/qfx-models';
import { renderDevice } from '../../lib/render/render-device';
import { redact } from '../../lib/secrets/redact';
import { arbitraryConfiguration } from '../junos/arbitrary-configuration';
import { fabrics, sessionOptions } from '../render/server/arbitrary-fabric';
import { errorTexts } from '../support/errors';
import { expectGolden } from '../support/golden';
import { describeWithShared } from '../support/shared';
import { runProgram } from './run-program';

const GOLDEN = join(__dirname, '..', 'golden', 'render');
const WISHES: ImportWishes = { ownVrfs: false, model: 'qfx10002-60c', overlayAsn: 4210000001 };

function given(...files: readonly string[]): { readonly file: string; readonly text: string }[] {
  return files.map((file) => ({ file, text: readFileSync(file, 'utf8') }));
}

function goldens(scenario: string): string[] {
  return readdirSync(join(GOLDEN, scenario))
    .filter((name) => /^leaf\d+\.set$/.test(name))
    .map((name) => join(GOLDEN, scenario, name));
}

/** The program, run, says what the report says it does; and every statement of the device is in the report once. */
function requireProved(result: ImportResult, texts: readonly { readonly file: string; readonly text: string }[]): void {
  const template = runProgram(result.program);
  for (const { added, file, hostname, leftAlone, reproduced } of result.devices) {
    const text = texts.find((one) => one.file === file)?.text ?? '';
    const statements = [...readCapture(file, text).statements()].map(({ words }) => redact(setLine(words)));
    const listed = [...reproduced, ...leftAlone.map(({ line }) => line)];
    expect(listed.sort()).toEqual(statements.sort());
    expect(leftAlone.every(({ reason }) => reason !== '')).toBe(true);
    const plain = reproduced.map((line) => line.replace(/^set groups \S+ /, 'set '));
    expect(template.device(hostname).setLines().map(redact).sort()).toEqual([...plain, ...added].sort());
  }
}

describe('our own rendering', () => {
  test.each(['guide', 'dual-stack', 'accept-anything', 'prerequisites', 'route-target-change'])(
    '%s gives a program that renders the same',
    (scenario) => {
      const texts = given(...goldens(scenario));
      const result = importFabric(texts, WISHES);
      expect(result.intent.name).toBe('dc1');
      expect(result.devices.flatMap(({ added, leftAlone }) => [...added, ...leftAlone])).toEqual([]);
      requireProved(result, texts);
    },
  );

  test.each(['tagged-units', 'server-options'])('%s is reproduced or listed, statement for statement', (scenario) => {
    const texts = given(...goldens(scenario));
    const result = importFabric(texts, WISHES);
    requireProved(result, texts);
    for (const { leftAlone, reproduced } of result.devices) {
      expect(reproduced.length).toBeGreaterThan(2 * leftAlone.length);
    }
  });

  test('a program is what it was before', () => {
    expectGolden('golden/import/guide.ts.txt', importFabric(given(...goldens('guide')), WISHES).program);
  });

  test('in its group, on a device, nothing has to be deleted to adopt it', () => {
    const [file = ''] = goldens('guide');
    const plain = readSet(readFileSync(file, 'utf8'));
    const text = `${writeSet(inGroup('dc1', plain))}set apply-groups dc1\nset system host-name leaf10\n`;
    const [report] = importFabric([{ file, text }], WISHES).devices;
    expect(report?.adopted).toEqual([]);
    expect(report?.added).toEqual([]);
    expect(report?.reproduced).toHaveLength([...plain.statements()].length);
    requireProved(importFabric([{ file, text }], WISHES), [{ file, text }]);
  });

  test('outside a group, what is reproduced is adopted in as few places as there are', () => {
    const [report] = importFabric(given(...goldens('guide')), WISHES).devices;
    expect(report?.adopted).toEqual([
      'interfaces et-0/0/15',
      'policy-options policy-statement VRF_5-server1-in',
      'policy-options policy-statement VRF_5-to-dc1-servers',
      'policy-options policy-statement VRF_5-type-5-export',
      'policy-options community dc1-any-encapsulation',
      'policy-options community dc1-any-route-target',
      'routing-instances VRF_5',
    ]);
  });

  test('a line that the program does not say is not adopted with its neighbors', () => {
    const [file = ''] = goldens('guide');
    const text = `${readFileSync(file, 'utf8')}set routing-instances VRF_5 protocols bgp group server1 authentication-key "$9$abc"\n`;
    const [report] = importFabric([{ file, text }], WISHES).devices;
    expect(report?.adopted).toContain('routing-instances VRF_5 protocols evpn');
    expect(report?.adopted).not.toContain('routing-instances VRF_5 protocols bgp group server1');
    expect(report?.adopted).toContain('routing-instances VRF_5 protocols bgp group server1 type external');
  });
});

test('127.0.0.1 on lo0, which many devices have beside their loopback, is not taken for it', () => {
  const [file = ''] = goldens('guide');
  const lo0 = ['127.0.0.1/32', '192.168.1.10/32'].map(
    (one) => `set interfaces lo0 unit 0 family inet address ${one}\n`,
  );
  const text = readFileSync(file, 'utf8') + lo0.join('');
  const result = importFabric([{ file, text }], WISHES);
  expect(result.intent.devices[0]?.loopback).toBe('192.168.1.10');
  requireProved(result, [{ file, text }]);
});

test.each([
  ['the broadcast address of the link', '172.16.104.3'],
  ['the address of the leaf itself', '172.16.104.1'],
])('a session to %s, which no construct takes, is left alone', (_what, neighbor) => {
  const [file = ''] = goldens('guide');
  const text = readFileSync(file, 'utf8').replaceAll('neighbor 172.16.104.2 ', `neighbor ${neighbor} `);
  const result = importFabric([{ file, text }], WISHES);
  expect(result.intent.devices[0]?.peerings).toEqual([]);
  requireProved(result, [{ file, text }]);
});

test('a fabric with spines, underlay and overlay is reproduced at its server ports, and listed elsewhere', () => {
  const directory = join(__dirname, '..', 'golden', 'data-center');
  const files = readdirSync(directory).filter((name) => /^(?:leaf|spine)\d+\.set$/.test(name));
  expect(files.length).toBeGreaterThan(2);
  const texts = given(...files.map((name) => join(directory, name)));
  for (const ownVrfs of [false, true]) requireProved(importFabric(texts, { ...WISHES, ownVrfs }), texts);
});

test.each([
  ['curly text', writeCurly],
  [
    'XML',
    (configuration: ReturnType<typeof readSet>) => `<rpc-reply><data>${writeXml(configuration)}</data></rpc-reply>`,
  ],
])('%s gives the same program as set lines', (_form, write) => {
  const texts = given(...goldens('guide'));
  const others = texts.map(({ file, text }) => ({ file, text: write(readSet(text)) }));
  expect(importFabric(others, WISHES).program).toBe(importFabric(texts, WISHES).program);
});

test('every model that can be a leaf is named by the constant it has', () => {
  const constants = new Set(Object.keys(QfxModel).map((name) => `QfxModel.${name}`));
  const leaves = QFX_MODELS.filter(({ routesVxlan }) => routesVxlan).map(({ name }) => modelReference(name).text);
  expect(leaves.filter((name) => !constants.has(name))).toEqual([]);
});

test('what no configuration says does not compile until somebody says it', () => {
  const { program } = importFabric(given(...goldens('guide')), { ownVrfs: false });
  for (const stand of [
    'SAY_THE_AS_NUMBER',
    'QfxModel.SAY_THE_MODEL',
    'SAY_THE_JUNOS_RELEASE',
    'SAY_THE_MANAGEMENT_ADDRESS',
  ]) {
    expect(program).toContain(stand);
  }
});

describeWithShared('what real devices printed', ['configs', 'device-truth'], (directory) => {
  const files = readdirSync(directory).map((name) => join(directory, name));

  test.each(files.map((file) => [basename(file), file]))('%s is reproduced or listed', (_name, file) => {
    const texts = given(file);
    for (const ownVrfs of [false, true]) requireProved(importFabric(texts, { ...WISHES, ownVrfs }), texts);
  });

  test('a VRF that the library would add to stays with its owner, unless it is to be taken over', () => {
    const texts = given(join(directory, 'evpn-type5-node1-1.set'));
    const ofVrfs = (ownVrfs: boolean): string[] => {
      const [report] = importFabric(texts, { ...WISHES, ownVrfs }).devices;
      return report?.reproduced.filter((line) => line.includes('routing-instances TENANT-')) ?? [];
    };
    const all = [...readSet(texts[0]?.text ?? '').statements()].map(({ words }) => redact(setLine(words)));
    expect(ofVrfs(false)).toEqual([]);
    expect(ofVrfs(true)).toEqual(all.filter((line) => line.includes('routing-instances TENANT-')));
  });
});

describeWithShared('samples of the design', ['reference', 'junos-samples'], (directory) => {
  const names = ['leaf10', 'leaf11', 'leaf12'];

  test.each([['.set'], ['.xml']])('three leaves are one server with three homes (%s)', (ending) => {
    const texts = given(...names.map((name) => join(directory, name + ending)));
    const result = importFabric(texts, { ...WISHES, ownVrfs: true });
    expect(result.intent.servers.map(({ attachments, name }) => [name, attachments.length])).toEqual([
      ['END_SYSTEM_1', 3],
    ]);
    expect(result.intent.servers[0]?.prefixes).toEqual(['10.1.5.0/24']);
    requireProved(result, texts);
  });

  test.each(['leaf10-group.set', 'leaf10-tagged6.set', 'spine1.set'])('%s is reproduced or listed', (name) => {
    const texts = given(join(directory, name));
    for (const ownVrfs of [false, true]) requireProved(importFabric(texts, { ...WISHES, ownVrfs }), texts);
  });
});

test('any fabric that the library models comes back from what it renders', () => {
  const modelled = sessionOptions.map((options) => ({ ...options, advertised: undefined, asOverride: undefined }));
  const targets = fc.uniqueArray(
    fc.integer({ min: 1, max: 9 }).map((n) => `target:62273:${n}`),
    { maxLength: 3 },
  );
  fc.assert(
    fc.property(fabrics(modelled), targets, ({ vrfs, ...rest }, imported) => {
      const importRouteTargets = imported.length === 0 ? {} : { importRouteTargets: imported.sort(compareText) };
      const fabric = { ...rest, vrfs: vrfs.map((vrf) => ({ ...vrf, ...importRouteTargets })) };
      const texts = fabric.devices.map((device) => ({
        file: `${device.hostname}.set`,
        text: writeSet(renderDevice({ ...device, junos: '23.4R2' }, fabric).group),
      }));
      const result = importFabric(texts, WISHES);
      expect(result.devices.flatMap(({ added, leftAlone }) => [...added, ...leftAlone])).toEqual([]);
      expect(result.intent.vrfs).toEqual([expect.objectContaining(importRouteTargets)]);
    }),
    { numRuns: 20 },
  );
});

describe('who a device is', () => {
  const imported = (...lines: readonly string[]): DeviceIntent | undefined =>
    importFabric([{ file: 'backup.set', text: lines.map((line) => `set ${line}`).join('\n') }], WISHES).intent
      .devices[0];
  const LOOPBACK = 'interfaces lo0 unit 0 family inet address 192.168.1.10/32';

  test.each([
    ['leaf10-re0', 'leaf10-re1', 'leaf10'],
    ['dc1.leaf10a', 'dc1.leaf10b', 'dc1.leaf10'],
    ['north', 'south', 'north'],
  ])('%s and %s of its routing engines are one device, %s', (first, second, common) => {
    const device = imported(
      'apply-groups [ re0 re1 ]',
      `groups re0 system host-name ${first}`,
      `groups re1 system host-name ${second}`,
      LOOPBACK,
    );
    expect(device).toMatchObject({ hostname: common, engineHostnames: [first, second] });
  });

  test('groups that are not applied, and those under a name of the device, are not asked', () => {
    const groups = ['groups re0 system host-name a-re0', 'groups re1 system host-name a-re1', LOOPBACK];
    expect(imported('system host-name leaf10', 'apply-groups [ re0 re1 ]', ...groups)?.hostname).toBe('leaf10');
    expect(imported('system host-name leaf10', 'apply-groups [ re0 re1 ]', ...groups)).not.toHaveProperty(
      'engineHostnames',
    );
    expect(imported('apply-groups re0', ...groups)).toMatchObject({ hostname: 'a-re0' });
  });

  test('the program says the names of its routing engines', () => {
    const lines = [
      'apply-groups [ re0 re1 ]',
      'groups re0 system host-name l1-re0',
      'groups re1 system host-name l1-re1',
    ];
    const text = [...lines, LOOPBACK].map((line) => `set ${line}`).join('\n');
    const { program } = importFabric([{ file: 'backup.set', text }], WISHES);
    expect(program).toMatch(/new LeafDevice\(fabric, 'l1', \{[\s\S]*routingEngineHostNames: \['l1-re0', 'l1-re1'\]/);
  });

  const SECOND = 'interfaces lo0 unit 0 family inet address 10.255.0.10/32';
  const VRF = ['routing-instances V instance-type vrf', 'routing-instances V protocols evpn ip-prefix-routes vni 7'];
  test.each([
    ['router-id', ['routing-options router-id 10.255.0.10']],
    ['a route distinguisher', [...VRF, 'routing-instances V route-distinguisher 10.255.0.10:5']],
    ['primary', ['interfaces lo0 unit 0 family inet address 10.255.0.10/32 primary']],
    ['router-id before primary', ['routing-options router-id 10.255.0.10', `${LOOPBACK} primary`]],
  ])('of several loopbacks the one counts that %s says', (_, lines) => {
    expect(imported('system host-name leaf10', LOOPBACK, SECOND, ...lines)?.loopback).toBe('10.255.0.10');
  });

  test('else the first, and never 127.0.0.1', () => {
    const internal = 'interfaces lo0 unit 0 family inet address 127.0.0.1/32';
    expect(imported('system host-name leaf10', internal, LOOPBACK)?.loopback).toBe('192.168.1.10');
  });
});

test('an AS number with a dot is the number that it stands for', () => {
  const lines = [
    'system host-name leaf10',
    'interfaces lo0 unit 0 family inet address 192.168.1.10/32',
    'interfaces et-0/0/7 unit 0 family inet address 172.16.9.1/30',
    'routing-options autonomous-system 64240.1',
    'routing-instances V instance-type vrf',
    'routing-instances V interface et-0/0/7.0',
    'routing-instances V route-distinguisher 192.168.1.10:9',
    'routing-instances V vrf-target target:65000:9',
    'routing-instances V protocols evpn ip-prefix-routes vni 9',
    'routing-instances V protocols bgp group node9 type external',
    'routing-instances V protocols bgp group node9 neighbor 172.16.9.2 peer-as 64391.7',
  ];
  const text = lines.map((line) => `set ${line}`).join('\n');
  const { intent } = importFabric([{ file: 'leaf10.set', text }], WISHES);
  expect(intent.overlayAsn).toBe(64240 * 65536 + 1);
  expect(intent.devices[0]?.peerings).toEqual([expect.objectContaining({ peerAsn: 64391 * 65536 + 7 })]);
});

test('values that a device has and the library would refuse are doubtful, and no reason to stop', () => {
  const lines = [
    'set system host-name leaf10',
    'set interfaces lo0 unit 0 family inet address 192.168.1.10/32',
    'set protocols bgp group G neighbor 10.0.0.300',
  ];
  const result = importFabric([{ file: 'leaf10.set', text: lines.join('\n') }], WISHES);
  expect(result.devices[0]?.doubtful).toEqual([
    {
      line: 'set protocols bgp group G neighbor 10.0.0.300',
      reason: "invalid value '300' in ip address: '10.0.0.300'",
    },
  ]);
  expect(describeImport(result)).toContain('Warning: the device has values here');
});

describe('a leaf with one server', () => {
  const VRF = 'set routing-instances RED';
  const LEAF = `set version 21.4R3
set system host-name leaf7
set interfaces et-0/0/4 unit 0 family inet address 10.77.0.0/31
set interfaces lo0 unit 0 family inet address 10.255.0.7/32
set routing-options autonomous-system 4210000001
set policy-options policy-statement FROM-SRV term own from route-filter 10.70.1.0/24 exact
set policy-options policy-statement FROM-SRV term own then accept
set policy-options policy-statement FROM-SRV then reject
set policy-options policy-statement SANE then accept
${VRF} instance-type vrf
${VRF} interface et-0/0/4.0
${VRF} route-distinguisher 10.255.0.7:7
${VRF} vrf-target target:64500:7
${VRF} protocols evpn ip-prefix-routes advertise direct-nexthop
${VRF} protocols evpn ip-prefix-routes encapsulation vxlan
${VRF} protocols evpn ip-prefix-routes vni 70007
${VRF} protocols bgp group srv type external
${VRF} protocols bgp group srv neighbor 10.77.0.1 peer-as 4220000007
`;
  const imported = (lines: string, wishes: Partial<ImportWishes> = {}): ImportResult =>
    importFabric([{ file: 'leaf7.set', text: LEAF + lines }], { ...WISHES, ...wishes });

  test('a policy in parentheses is that policy', () => {
    const result = imported(`${VRF} protocols bgp group srv import ( FROM-SRV )\n`);
    expect(result.intent.devices[0]?.peerings).toMatchObject([{ acceptedPrefixes: ['10.70.1.0/24'] }]);
    expect(result.program).not.toContain("'('");
  });

  test('an expression stays one policy of others, and the program says it', () => {
    const line = `${VRF} protocols bgp group srv neighbor 10.77.0.1 import ( SANE && FROM-SRV )`;
    const result = imported(`${line}\n`);
    expect(result.program).toContain("RoutingPolicy.fromExpression('( SANE && FROM-SRV )')");
    expect(runProgram(result.program).device('leaf7').setLines()).toContainEqual(line);
  });

  test('an expression of a whole group stays there with its owner, and the session knows of it', () => {
    const line = `${VRF} protocols bgp group srv import ( SANE && FROM-SRV )`;
    const { devices, intent } = imported(`${line}\n`);
    expect(intent.devices[0]?.peerings).toMatchObject([{ importPolicies: ['( SANE && FROM-SRV )'] }]);
    expect(devices[0]?.leftAlone.find((one) => one.line === line)?.reason).toContain(
      'stays with whoever configured it',
    );
    expect(devices[0]?.added).toEqual([]);
  });

  test('what a group speaks of that may be in effect or not stays with others, and is said', () => {
    const group = `set groups LAB when model qfx5120-48y-8c
set groups LAB routing-instances <R*> protocols bgp group <*> hold-time 9
set apply-groups LAB
`;
    const open = imported(group, { model: undefined });
    expect(open.intent.vrfs).toEqual([]);
    const reasons = open.devices.flatMap(({ leftAlone }) => leftAlone);
    expect(reasons.find(({ line }) => line.includes('hold-time 9'))?.reason).toContain(
      'nobody can say whether the configuration group LAB is in effect, which asks for model qfx5120-48y-8c',
    );
    expect(reasons.find(({ line }) => line.endsWith('vni 70007'))?.reason).toContain('configuration group LAB');
    expect(imported(group).intent.vrfs).toMatchObject([{ name: 'RED' }]);
    expect(imported(group, { model: 'qfx5120-48y-8c' }).intent.devices[0]?.peerings).toMatchObject([
      { holdTimeSec: 9 },
    ]);
  });

  test('a file with protected statements is read as any other', () => {
    const plain = imported('');
    expect(imported('protect interfaces et-0/0/4\nprotect system\n').intent).toEqual(plain.intent);
  });
});

test('nothing of any configuration is dropped without being listed', () => {
  const own = 'set system host-name leaf10\nset interfaces lo0 unit 0 family inet address 192.168.1.10/32\n';
  fc.assert(
    fc.property(arbitraryConfiguration, (configuration) => {
      const text = `${writeSet(configuration)}${own}`;
      fc.pre(
        inherit(readSet(text)).has('interfaces', 'lo0', 'unit', '0', 'family', 'inet', 'address', '192.168.1.10/32'),
      );
      const [report] = importFabric([{ file: 'leaf10.set', text }], { ...WISHES, ownVrfs: true }).devices;
      const listed = [...(report?.reproduced ?? []), ...(report?.leftAlone.map(({ line }) => line) ?? [])];
      const statements = [...readSet(text).statements()].map(({ words }) => redact(setLine(words)));
      expect(listed.sort()).toEqual(statements.sort());
    }),
    { numRuns: 60 },
  );
});

test('every refusal says what to do', () => {
  const LEAF = 'set system host-name leaf10\nset interfaces lo0 unit 0 family inet address 192.168.1.10/32\n';
  const run =
    (...texts: readonly string[]) =>
    (): unknown =>
      importFabric(
        texts.map((text, i) => ({ file: `file${i}.conf`, text })),
        WISHES,
      );
  expectGolden(
    'errors/import.txt',
    errorTexts([
      ['set lines with a fault', run('set system host-name [ a')],
      ['curly text with a fault', run('system { host-name leaf10')],
      ['XML with a fault', run('<configuration><system>')],
      ['one device twice', run(LEAF, LEAF)],
      ['no device', run('set system host-name leaf10\n')],
    ]),
  );
});

test('a file whose ranges or groups stand for millions of statements is refused by its name', () => {
  const text = [
    'system { host-name leaf10; }',
    'interfaces { interface-range R { member "et-[0-9]/[0-99]/[0-99]"; mtu 9000; } }',
  ].join('\n');
  expect(() => importFabric([{ file: 'backups/leaf10.conf', text }], WISHES)).toThrow(
    'backups/leaf10.conf: "interface-range R member et-[0-9]/[0-99]/[0-99]" names more than 10000 interfaces',
  );
});
