import type { Check } from '../../../../lib/checks/check-kinds';
import { expectations } from '../../../../lib/checks/expectations';
import type { Configuration } from '../../../../lib/junos/tree/configuration';
import { readSet } from '../../../../lib/junos/formats/set-reader';
import { writeSet } from '../../../../lib/junos/formats/set-writer';
import { inGroup } from '../../../../lib/render/group';
import { renderDevice } from '../../../../lib/render/render-device';
import { deviceChange } from '../../../../lib/rollout/group/device-change';
import { Touched } from '../../../../lib/rollout/plan/impact/touched';
import { checksOn, linesOn } from '../../../support/checks';
import { guideFabric } from '../../../support/fabric-fixture';
import { intentOf, wholeStack } from '../../../support/whole-stack';

const FABRIC = guideFabric({ hostnames: ['leaf10'] });
const OF_LEAF10 = expectations(FABRIC);

/** Kinds of the guide's expectations that a change of the rendered lines touches. */
function touchedKinds(edit: (group: Configuration) => void, more: readonly Check[] = []): string[] {
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
  { kind: 'bfdSessionStillUp', neighbor: '172.16.104.2', interface: 'et-0/0/15.0' },
  { kind: 'bfdSessionStillUp', neighbor: '172.16.10.2' },
  { kind: 'hiddenRoutesNotMore', table: 'VRF_5.inet.0', count: 0 },
  { kind: 'hiddenRoutesNotMore', table: 'inet.0', count: 0 },
  { kind: 'hiddenRoutesNotMore', table: 'bgp.evpn.0', count: 0 },
  { kind: 'noNewAlarms', known: [] },
  { kind: 'noNewCores', known: [] },
].map((one) => ({ ...one, hostnames: ['leaf10'], constructPath: 'dc1/leaf10', expect: 'UP' }) as Check);

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
    'bfdSessionStillUp',
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
  // The second server may announce what is not accepted.
  expect(kinds).toEqual(['hiddenRoutesNotMore']);
});

test('what a policy of the VRF accepts may hide routes there, and nowhere else', () => {
  const kinds = touchedKinds((group) => {
    const policies = group.entries('policy-options', 'policy-statement').map((one) => one.keys[0] ?? '');
    const server = policies.find((name) => name.includes('server1')) ?? '';
    group.delete('policy-options', 'policy-statement', server);
  }, STILL_UP);
  expect(kinds.filter((kind) => kind === 'hiddenRoutesNotMore')).toHaveLength(1);
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

describe('sessions of the fabric itself', () => {
  const whole = intentOf(wholeStack().stack);
  const [leaf10] = whole.devices;
  const own = checksOn('leaf10', expectations(whole));

  /** What a change of leaf10's lines touches, of its layers and of what was up on it. */
  function touchedBy(edit: (group: Configuration) => void): string[] {
    if (leaf10 === undefined) throw new Error('there is a leaf');
    const { group } = renderDevice(leaf10, whole);
    const wanted = group.clone();
    edit(wanted);
    const standing = readSet(`${writeSet(inGroup('dc1', group))}set apply-groups dc1\n`);
    const change = deviceChange(standing, [{ name: 'dc1', content: wanted, exclusive: true }], 'change-1');
    const touched = new Touched(change, leaf10);
    const stillUp = { kind: 'sessionStillUp', instance: 'master', constructPath: 'dc1/leaf10', expect: 'UP' } as const;
    const before = ['192.168.0.1', '192.0.2.1'].map((neighbor) => ({ ...stillUp, hostnames: ['leaf10'], neighbor }));
    return linesOn(
      'leaf10',
      [...own, ...before].filter((one) => touched.covers(one)),
    );
  }

  const SESSIONS = [
    'underlay session to spine1 (172.16.0.1) Established with AS 4200000003',
    'underlay session to spine2 (172.16.0.3) Established with AS 4200000004',
    'overlay session to spine1 (192.168.0.1) Established with AS 4210000001',
    'overlay session to spine2 (192.168.0.2) Established with AS 4210000001',
    'BGP session to 192.168.0.1 Established, as before the change',
  ];

  test('are all touched by a change of a link, of which the interface is touched too', () => {
    const touched = touchedBy((group) => {
      group.set('interfaces', 'et-0/0/30', 'mtu', '9000');
    });
    expect(touched.filter((line) => line.includes('ession'))).toEqual(SESSIONS);
    expect(touched.filter((line) => !line.includes('ession'))).toEqual([
      'interface et-0/0/30.0 up',
      'address 172.16.0.0/31 on et-0/0/30.0',
    ]);
  });

  test.each<readonly [string, (group: Configuration) => void]>([
    [
      'one layer, since the other stands on it',
      (group) => {
        group.set('protocols', 'bgp', 'group', 'dc1-underlay', 'bfd-liveness-detection', 'multiplier', '5');
      },
    ],
    [
      'the policy that announces the loopback',
      (group) => {
        group.delete('policy-options', 'policy-statement', 'dc1-loopback');
      },
    ],
    [
      'the router id',
      (group) => {
        group.set('routing-options', 'router-id', '192.168.1.99');
      },
    ],
  ])('are all touched by a change of %s', (_, edit) => {
    expect(
      touchedBy(edit)
        .filter((line) => line.includes('ession'))
        .slice(0, 2),
    ).toEqual(SESSIONS.slice(0, 2));
  });

  test('are not touched by what a server’s port gets', () => {
    const touched = touchedBy((group) => {
      group.set('interfaces', 'et-0/0/15', 'unit', '0', 'family', 'inet', 'address', '172.16.105.1/30');
      group.set('routing-instances', 'VRF_5', 'interface', 'et-0/0/15.0');
    });
    expect(touched).toEqual([]);
  });
});
