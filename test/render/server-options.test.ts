import type { FabricIntent, PeeringIntent } from '../../lib/intent/fabric-intent';
import { writeSet } from '../../lib/junos/formats/set-writer';
import { bgpGroupName } from '../../lib/render/names';
import { renderDevice } from '../../lib/render/render-device';
import { errorOf } from '../support/errors';
import { fabric, leaf, port, session, vrf } from './scenarios';
import { SERVER_OPTIONS } from './server-options';

function fabricWith(different: Partial<PeeringIntent>, junos = '23.2R1'): FabricIntent {
  const device = leaf({ junos, interfaces: [port({})], peerings: [session(different)] });
  return fabric({ devices: [device] });
}

function linesOf(intent: FabricIntent): string[] {
  return intent.devices.flatMap((device) => writeSet(renderDevice(device, intent).group).split('\n'));
}

/** Values of a statement of the server's group, in their order. */
function ofGroup(intent: FabricIntent, statement: string): string[] {
  const start = `set routing-instances VRF_5 protocols bgp group ${bgpGroupName('server1', 'inet')} ${statement} `;
  return linesOf(intent).flatMap((line) => (line.startsWith(start) ? [line.slice(start.length)] : []));
}

test('marks come first, then the policies of others, then what decides about the rest', () => {
  const intent = fabricWith({
    drained: 'CHG-17',
    importPolicies: ['Z', 'A'],
    exportPolicies: ['Y', 'B'],
    advertised: { kind: 'generatedDefault' },
  });
  expect(ofGroup(intent, 'import')).toEqual(['VRF_5-server1-in-marks', 'Z', 'A', 'VRF_5-server1-in']);
  expect(ofGroup(intent, 'export')).toEqual(['VRF_5-server1-out-marks', 'Y', 'B', 'VRF_5-server1-out']);
});

test('draining one attachment and taking that back changes nothing but policies and where they are used', () => {
  const normal = new Set(linesOf(fabricWith({})));
  const drained = new Set(linesOf(fabricWith({ drained: 'CHG-17' })));
  expect([...normal].filter((line) => !drained.has(line))).toEqual([]);
  const added = [...drained].filter((line) => !normal.has(line));
  const change = /^set (policy-options |routing-instances VRF_5 protocols bgp group server1 (import|export) )/;
  expect(added.filter((line) => !change.test(line))).toEqual([]);
});

test('no secret is in what is rendered, only where it is', () => {
  const intent = SERVER_OPTIONS['server-options'] ?? fabric({});
  const secrets = linesOf(intent).filter((line) => /authentication-key | secret /.test(line));
  expect(secrets).toHaveLength(3);
  for (const line of secrets) expect(line).toMatch(/ junos-fabric-secret:[a-z]+:\S+$/);
});

test('a default route never depends on a static one, nor on anything that the leaf has without its spines', () => {
  const lines = linesOf(fabricWith({ advertised: { kind: 'generatedDefault' } }));
  expect(lines.filter((line) => line.includes('static'))).toEqual([]);
  const contributors = lines.filter((line) => line.includes('VRF_5-default-contributors term'));
  expect(contributors.filter((line) => line.includes(' from '))).toEqual([
    'set policy-options policy-statement VRF_5-default-contributors term evpn from protocol evpn',
  ]);
});

test('a server that is told nothing but a default leaves the policy of the others out', () => {
  expect(linesOf(fabricWith({ advertised: { kind: 'defaultFromEvpn' } })).join('\n')).not.toContain('to-dc1-servers');
});

test.each<readonly [string, Partial<PeeringIntent>]>([
  ['ao', { authentication: { method: 'tcpAo', keyChain: 'ao' } }],
  ['drop-excess', { prefixLimitAction: { action: 'dropExcess' } }],
  ['hide-excess', { prefixLimitAction: { action: 'hideExcess' } }],
])('%s is refused where the release does not have it', (word, different) => {
  const intent = fabricWith(different, '19.1R2');
  const error = errorOf(() => linesOf(intent));
  expect(error.code).toBe('statementsNewerThanRelease');
  expect(error.message).toContain(word);
});

test('a VRF with a backup attachment is refused on every leaf that could not compare it', () => {
  const device = leaf({ junos: '19.1R2', interfaces: [port({})], peerings: [session({})] });
  const intent = fabric({ devices: [device], vrfs: [vrf({ name: 'VRF_5', carriesLocalPreference: true })] });
  expect(errorOf(() => linesOf(intent)).message).toContain('route-attributes');
});

test('sessions of one group must agree on every option', () => {
  const second = session({ neighbor: '172.16.104.6', localAddress: '172.16.104.5', drained: 'CHG-17' });
  const device = leaf({
    interfaces: [
      port({ port: 'et-0/0/15' }),
      port({ port: 'et-0/0/16', addresses: [{ family: 'inet', address: '172.16.104.5/30' }] }),
    ],
    peerings: [session({}), second],
  });
  expect(errorOf(() => linesOf(fabric({ devices: [device] }))).code).toBe('bgpGroupSettingDiffers');
});

test('interfaces of one port must agree on what belongs to the port', () => {
  const tagged = (vlanId: number): ReturnType<typeof port> =>
    port({ unit: vlanId, vlanId, native: true, addresses: [{ family: 'inet', address: `172.16.${vlanId}.1/30` }] });
  const device = leaf({ interfaces: [tagged(100), tagged(200)] });
  expect(errorOf(() => linesOf(fabric({ devices: [device] }))).code).toBe('portSettingsContradict');
});
