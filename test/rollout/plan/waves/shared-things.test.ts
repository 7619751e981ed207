import type { DeviceIntent } from '../../../../lib/intent/fabric-intent';
import type { Configuration } from '../../../../lib/junos/tree/configuration';
import { readSet } from '../../../../lib/junos/formats/set-reader';
import { canaryOf } from '../../../../lib/rollout/plan/waves/canary';
import { ethernetSegments } from '../../../../lib/rollout/plan/waves/ethernet-segments';
import type { DeviceChange } from '../../../../lib/rollout/group/device-change';
import { plannedWaves } from '../../../../lib/rollout/plan/waves/planned-waves';
import { serverKey, sessionsBefore } from '../../../../lib/rollout/plan/waves/server-sessions';
import type { Participant } from '../../../../lib/rollout/participant';
import { sharedThings } from '../../../../lib/rollout/plan/waves/shared-things';
import { guideFabric } from '../../../support/fabric-fixture';

interface Device extends Partial<Pick<DeviceIntent, 'role' | 'redundancyGroup'>> {
  readonly before?: readonly string[];
  readonly after?: readonly string[];
  readonly explicit?: string;
  /** Of its servers, those that are drained here, before and after. */
  readonly drained?: readonly string[];
  /** What the VRF of its servers has beside them, in set lines without their beginning. */
  readonly vrf?: readonly string[];
}

/** A device with sessions to these servers, as far as waves look at it. */
function device(
  hostname: string,
  { before = [], after = before, explicit = '', drained, vrf, ...facts }: Device = {},
): Participant {
  const change: Partial<Participant['change']> = {
    needed: true,
    before: sessions(before, drained, vrf),
    after: sessions(after, drained, vrf),
  };
  const participant = {
    hostname,
    device: { hostname, ...facts } as Participant['device'],
    change: change as Participant['change'],
    ethernetSegments: ethernetSegments(readSet(explicit)),
  };
  return participant as unknown as Participant;
}

const DRAINING = `set groups dc1 policy-options community away members 65535:0
set groups dc1 policy-options policy-statement drained then community add away
`;

function sessions(
  servers: readonly string[],
  drained: readonly string[] = [],
  vrf: readonly string[] = [],
): Configuration {
  const lines = servers.map((server, place) => {
    const group = `set groups dc1 routing-instances VRF_5 protocols bgp group ${server}`;
    const marks = drained.includes(server) ? `${group} import drained\n` : '';
    return `${group} neighbor 172.16.${place}.2 peer-as 65001\n${marks}`;
  });
  const more = vrf.map((line) => `set routing-instances VRF_5 ${line}\n`);
  const draining = drained.length === 0 ? [] : [DRAINING];
  return readSet(['set apply-groups dc1\n', ...lines, ...more, ...draining].join(''));
}

function shared(devices: readonly Participant[], maxUnavailable = 1): string[] {
  return sharedThings(devices, { fabrics: [], maxUnavailable }).map(
    ({ what, members, limit }) => `${what}: ${[...members].sort().join(' ')} (${limit})`,
  );
}

test('a server keeps its attachments of the old state and of the new one apart', () => {
  const devices = [
    device('leaf1', { before: ['web'], after: [] }),
    device('leaf2', { before: ['web'] }),
    device('leaf3', { before: [], after: ['web'] }),
  ];
  expect(shared(devices)).toEqual(['server web of VRF_5: leaf1 leaf2 leaf3 (1)']);
});

test('more attachments may go at once where that is allowed, but never the last one', () => {
  const homes = (count: number): Participant[] =>
    Array.from({ length: count }, (_, place) => device(`leaf${place}`, { before: ['web'] }));
  expect(shared(homes(4), 2)[0]).toContain('(2)');
  expect(shared(homes(2), 2)[0]).toContain('(1)');
});

test('of the attachments that are not drained one stays too, and a drained one may go with any of them', () => {
  const devices = [
    device('leaf1', { before: ['web'], drained: ['web'] }),
    device('leaf2', { before: ['web'] }),
    device('leaf3', { before: ['web'] }),
  ];
  expect(shared(devices, 2)).toEqual([
    'server web of VRF_5: leaf1 leaf2 leaf3 (2)',
    'server web of VRF_5: leaf2 leaf3 (1)',
  ]);
  const { waves } = plannedWaves(devices, [], { canary: 'leaf2', maxParallel: 20, maxUnavailable: 2 });
  expect(waves.map((wave) => wave.map(({ hostname }) => hostname))).toEqual([['leaf2'], ['leaf1', 'leaf3']]);
});

test('an attachment that is drained and the one that is left are not in one wave', () => {
  const devices = [device('leaf1', { before: ['web'], drained: ['web'] }), device('leaf2', { before: ['web'] })];
  expect(shared(devices, 2)).toEqual(['server web of VRF_5: leaf1 leaf2 (1)']);
});

test('a policy that marks some routes only, or is deactivated, drains nothing', () => {
  const home = 'set routing-instances VRF_5 protocols bgp group web';
  const draining = (policy: string): boolean[] => {
    const configuration = readSet(`${home} neighbor 172.16.0.2 peer-as 65001
${home} import theirs
set policy-options community away members 65535:0
${policy}`);
    return sessionsBefore({ before: configuration } as DeviceChange).map(({ drained }) => drained);
  };
  const policy = 'policy-options policy-statement theirs';
  expect(draining(`set ${policy} then community add away\n`)).toEqual([true]);
  expect(draining(`set ${policy} term some then community add away\n`)).toEqual([false]);
  expect(draining(`set ${policy} then community add away\ndeactivate ${policy} then\n`)).toEqual([false]);
});

test('of the devices with one gateway of bridged servers one stays, however many may change at a time', () => {
  const leaf = (hostname: string, gateway: string): Participant =>
    device(hostname, { vrf: [`interface ${gateway}`, 'interface et-0/0/1.0'] });
  const gateways = (...leaves: readonly Participant[]): string[] => shared(leaves, 4);
  expect(gateways(leaf('leaf1', 'irb.1400'), leaf('leaf2', 'irb.1400'))).toEqual([
    'the servers behind irb.1400 of VRF_5: leaf1 leaf2 (1)',
  ]);
  expect(gateways(leaf('leaf1', 'irb.7'), leaf('leaf2', 'irb.7'), leaf('leaf3', 'irb.7'))).toEqual([
    'the servers behind irb.7 of VRF_5: leaf1 leaf2 leaf3 (2)',
  ]);
  expect(gateways(leaf('leaf1', 'irb.7'), leaf('leaf2', 'irb.8'))).toEqual([]);
});

test('of the devices that connect a VRF to another site one stays', () => {
  const border = (hostname: string, site: string): Participant =>
    device(hostname, { vrf: [`protocols evpn interconnect vrf-target target:65000:${site}`] });
  const sites = (...leaves: readonly Participant[]): string[] => shared(leaves, 4);
  expect(sites(border('leaf1', '9'), border('leaf2', '9'), device('leaf3', { vrf: ['interface et-0/0/1.0'] }))).toEqual(
    ['the way of VRF_5 to other sites: leaf1 leaf2 (1)'],
  );
  expect(sites(border('leaf1', '9'), device('leaf2'))).toEqual([]);
});

test('what a group says that nothing applies is no session', () => {
  const configuration = readSet(`set apply-groups mine
set groups mine routing-instances VRF_5 protocols bgp group web neighbor 172.16.0.2 peer-as 65001
set groups others routing-instances VRF_5 protocols bgp group db neighbor 172.16.1.2 peer-as 65002`);
  expect(sessionsBefore({ before: configuration } as DeviceChange).map(serverKey)).toEqual(['VRF_5 web 65001 inet']);
});

test('in a dual-stack group each family of a server is one of its attachments', () => {
  const home = 'set routing-instances VRF_5 protocols bgp group web';
  const configuration = readSet(`${home} neighbor 172.16.0.2 peer-as 65001
${home} neighbor 2001:db8::2 peer-as 65001
${home} neighbor 2001:db8::2 import drained
set policy-options community away members 65535:0
set policy-options policy-statement drained then community add away`);
  expect(sessionsBefore({ before: configuration } as DeviceChange)).toEqual([
    {
      vrf: 'VRF_5',
      group: 'web',
      family: 'inet',
      neighbors: new Set(['172.16.0.2']),
      peerAs: '65001',
      drained: false,
    },
    {
      vrf: 'VRF_5',
      group: 'web',
      family: 'inet6',
      neighbors: new Set(['2001:db8::2']),
      peerAs: '65001',
      drained: true,
    },
  ]);
});

test('a session has the AS number of its server and its drain from wherever they are inherited', () => {
  const bgp = 'set routing-instances VRF_5 protocols bgp';
  const configuration = readSet(`${bgp} import drained
${bgp} group web peer-as 65001
${bgp} group web neighbor 172.16.0.2
set policy-options community away members 65535:0
set policy-options policy-statement drained then community add away`);
  const [session] = sessionsBefore({ before: configuration } as DeviceChange);
  expect(session).toMatchObject({ peerAs: '65001', drained: true });
});

test('a server of another manifest keeps those of its leaves apart that are not drained', () => {
  const devices = ['leaf10', 'leaf11', 'leaf12'].map((hostname) => device(hostname));
  const other = guideFabric();
  const drained = other.devices.map((one) =>
    one.hostname === 'leaf10' ? { ...one, peerings: one.peerings.map((own) => ({ ...own, drained: 'CHG-17' })) } : one,
  );
  const fabrics = [{ ...other, name: 'dc2', devices: drained }];
  const found = sharedThings(devices, { fabrics, maxUnavailable: 2 });
  expect(found.map(({ members, limit }) => [[...members], limit])).toEqual([
    [['leaf10', 'leaf11', 'leaf12'], 2],
    [['leaf11', 'leaf12'], 1],
  ]);
});

test('an Ethernet segment that others configured, a redundancy group and being a spine keep devices apart', () => {
  const esi = 'set interfaces ae0 esi identifier 00:11:22:33:44:55:66:77:88:99\n';
  expect(shared([device('leaf1', { explicit: esi }), device('leaf2', { explicit: esi })])).toEqual([
    'Ethernet segment 00:11:22:33:44:55:66:77:88:99: leaf1 leaf2 (1)',
  ]);
  const rack = { redundancyGroup: 'rack7' };
  expect(shared([device('leaf1', rack), device('leaf2', rack), device('leaf3')])).toEqual([
    'redundancy group rack7: leaf1 leaf2 (1)',
  ]);
  expect(shared([device('spine1', { role: 'spine' }), device('spine2', { role: 'spine' }), device('leaf1')])).toEqual([
    'the spines: spine1 spine2 (1)',
  ]);
});

test('a server of another manifest keeps its leaves apart', () => {
  const devices = ['leaf10', 'leaf11', 'leaf12'].map((hostname) => device(hostname));
  const found = sharedThings(devices, { fabrics: [{ ...guideFabric(), name: 'dc2' }], maxUnavailable: 1 });
  expect(found.map(({ what, members }) => [what, [...members]])).toEqual([
    ['server server1 of dc2', ['leaf10', 'leaf11', 'leaf12']],
  ]);
});

test('the canary is the device whose failure hurts least, or the one that is named and changes', () => {
  const devices = [
    device('spine1', { role: 'spine' }),
    device('leaf1', { before: ['single'] }),
    device('leaf2', { before: ['web', 'database'] }),
    device('leaf3', { before: ['web', 'database', 'cache'] }),
    device('leaf4', { before: ['cache'] }),
    device('leaf5', { before: ['cache'] }),
  ];
  expect(canaryOf(devices)).toBe('leaf4');
  expect(canaryOf(devices, 'spine1')).toBe('spine1');
  expect(canaryOf(devices, 'leaf99')).toBe('leaf4');
  expect(canaryOf(devices.slice(0, 1))).toBe('spine1');
});

test('a leaf whose attachments are drained is the best canary there is, and the attachment that is left the worst', () => {
  const devices = [
    device('leaf1', { before: ['web'] }),
    device('leaf2', { before: ['web', 'database', 'cache'], drained: ['web', 'database', 'cache'] }),
    device('leaf3', { before: ['database', 'cache'] }),
    device('leaf4', { before: ['database', 'cache'] }),
  ];
  expect(canaryOf(devices)).toBe('leaf2');
  expect(canaryOf(devices.filter(({ hostname }) => hostname !== 'leaf2'))).toBe('leaf3');
});
