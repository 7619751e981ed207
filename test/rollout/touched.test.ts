import type { Expectation } from '../../lib/checks/expectation';
import { expectations } from '../../lib/checks/expectations';
import type { Configuration } from '../../lib/junos/configuration';
import { readSet } from '../../lib/junos/set-reader';
import { writeSet } from '../../lib/junos/set-writer';
import { inGroup } from '../../lib/render/group';
import { renderDevice } from '../../lib/render/render-device';
import { deviceChange } from '../../lib/rollout/device-change';
import { Touched } from '../../lib/rollout/touched';
import { guideFabric } from '../support/fabric-fixture';

const FABRIC = guideFabric({ hostnames: ['leaf10'] });
const OF_LEAF10 = expectations(FABRIC);

/** Kinds of the guide's expectations that a change of the rendered lines touches. */
function touchedKinds(edit: (group: Configuration) => void, more: readonly Expectation[] = []): string[] {
  const [device] = FABRIC.devices;
  if (device === undefined) throw new Error('fixture has no device');
  const { group } = renderDevice(device, FABRIC);
  const wanted = group.clone();
  edit(wanted);
  const standing = readSet(`${writeSet(inGroup('dc1', group))}set apply-groups dc1\n`);
  const change = deviceChange(standing, [{ name: 'dc1', content: wanted, exclusive: true }], 'change-1');
  const touched = new Touched(change, device);
  return [...OF_LEAF10, ...more].filter((one) => touched.covers(one)).map((one) => one.kind);
}

const STILL_UP = [
  { kind: 'interfaceStillUp', interface: 'et-0/0/15' },
  { kind: 'interfaceStillUp', interface: 'et-0/0/15.0' },
  { kind: 'interfaceStillUp', interface: 'et-0/0/14.0' },
  { kind: 'sessionStillUp', instance: 'VRF_5', neighbor: '172.16.104.2' },
  { kind: 'sessionStillUp', instance: 'master', neighbor: '172.16.10.2' },
].map((one) => ({ ...one, hostname: 'leaf10', constructPath: 'dc1/leaf10', expect: 'UP' }) as Expectation);

test('a change of the port touches the port and the session over it', () => {
  expect(
    touchedKinds((group) => {
      group.set('interfaces', 'et-0/0/15', 'mtu', '9216');
    }, STILL_UP),
  ).toEqual([
    'interfaceUp',
    'addressPresent',
    'sessionEstablished',
    'prefixesAccepted',
    'prefixActiveByBgp',
    'typeFiveRouteCreated',
    'interfaceStillUp',
    'interfaceStillUp',
    'sessionStillUp',
  ]);
});

test('a change of what a policy of the session uses touches the session', () => {
  const kinds = touchedKinds((group) => {
    const policies = group.entries('policy-options', 'policy-statement').map((one) => one.keys[0] ?? '');
    const server = policies.find((name) => name.includes('server1')) ?? '';
    group.delete('policy-options', 'policy-statement', server);
  });
  expect(kinds).toContain('sessionEstablished');
  expect(kinds).not.toContain('interfaceUp');
});

test('another server on another port touches neither port nor session of the first', () => {
  const kinds = touchedKinds((group) => {
    group.set('interfaces', 'et-0/0/16', 'unit', '0', 'family', 'inet', 'address', '172.16.105.1/30');
    group.set('routing-instances', 'VRF_5', 'interface', 'et-0/0/16.0');
    group.set('routing-instances', 'VRF_5', 'protocols', 'bgp', 'group', 'server2', 'type', 'external');
    group.set('policy-options', 'policy-statement', 'only-for-server2', 'then', 'reject');
  }, STILL_UP);
  expect(kinds).toEqual([]);
});

test('a session that goes with its group is touched', () => {
  const kinds = touchedKinds((group) => {
    group.delete('routing-instances', 'VRF_5', 'protocols', 'bgp', 'group', 'server1');
  }, STILL_UP);
  expect(kinds).toContain('sessionStillUp');
});

test('a change of the VRF itself touches every session in it', () => {
  const kinds = touchedKinds((group) => {
    group.set('routing-instances', 'VRF_5', 'vrf-target', 'target:62273:5');
  }, STILL_UP);
  expect(kinds).toContain('sessionEstablished');
  expect(kinds.filter((kind) => kind === 'sessionStillUp')).toHaveLength(1);
});

test('nothing changed touches nothing', () => {
  expect(touchedKinds(() => undefined, STILL_UP)).toEqual([]);
});
