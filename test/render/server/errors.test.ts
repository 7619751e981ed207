import type { FabricIntent, PeeringIntent, ServerFormatIntent } from '../../../lib/intent/fabric-intent';
import { renderServer } from '../../../lib/render/server/render-server';
import { errorTexts } from '../../support/errors';
import { expectGolden } from '../../support/golden';
import type { Home } from './fabrics';
import { everyOption, routerWithTcpAo, serverFabric } from './fabrics';

const HOME: Home = { hostname: 'leaf10', inet: ['172.16.104.1/30', '172.16.104.2/30'] };
const OTHER: Home = { hostname: 'leaf11', inet: ['172.16.104.5/30', '172.16.104.6/30'] };
const key = (id: number): NonNullable<FabricIntent['keyChains']>[number]['keys'][number] => ({
  id,
  secret: { from: 'environment', variable: `KEY_${id}` },
  startTime: '2026-01-01.00:00:00 +0000',
});

function rendered(fabric: FabricIntent, format: ServerFormatIntent, name = 'server1'): () => unknown {
  return () => renderServer(fabric, name, format);
}

function withSession(session: Partial<PeeringIntent>, keyChains?: FabricIntent['keyChains']): FabricIntent {
  return serverFabric([{ ...HOME, session }], {}, { keyChains });
}

const AGGREGATE: Home = {
  ...HOME,
  port: { port: 'ae1', aggregate: { members: ['et-0/0/1'], lacp: 'active' } },
  attachment: { serverInterface: 'bond0' },
};

const CASES: readonly (readonly [title: string, action: () => unknown])[] = [
  ['a server that is not there', rendered(everyOption(), 'FRR', 'server2')],
  ['a server of a fabric without servers', rendered({ ...everyOption(), servers: [] }, 'FRR')],
  ['an attachment without session', rendered({ ...serverFabric([HOME]), devices: [] }, 'FRR')],
  ['TCP-AO in FRR', rendered(routerWithTcpAo(), 'FRR')],
  ['TCP-AO in BIRD', rendered(routerWithTcpAo(), 'BIRD')],
  [
    'an algorithm of Junos alone',
    rendered(
      withSession({ authentication: { method: 'keyChain', keyChain: 'C', algorithm: 'aes-128-cmac-96' } }),
      'BIRD',
    ),
  ],
  [
    'a key chain of others',
    rendered(withSession({ authentication: { method: 'keyChain', keyChain: 'C', algorithm: 'md5' } }), 'FRR'),
  ],
  [
    'a key chain of two keys',
    rendered(
      withSession({ authentication: { method: 'keyChain', keyChain: 'C', algorithm: 'md5' } }, [
        { name: 'C', constructPath: 'dc1/C', owned: true, keys: [key(1), key(2)] },
      ]),
      'FRR',
    ),
  ],
  ['BFD too fast for FRR', rendered(withSession({ bfd: { minimumIntervalMs: 5, multiplier: 3 } }), 'FRR')],
  [
    'BFD with a multiplier that FRR has not',
    rendered(withSession({ bfd: { minimumIntervalMs: 300, multiplier: 1 } }), 'FRR'),
  ],
  [
    'no router id',
    rendered(serverFabric([{ hostname: 'leaf10', inet6: ['2001:db8::1/64', '2001:db8::2/64'] }]), 'BIRD'),
  ],
  ['forwarding that does not follow', rendered(serverFabric([HOME], { forwarding: undefined }), 'BIRD')],
  [
    'forwarding where anything is announced',
    rendered(serverFabric([HOME], { prefixes: null, forwarding: undefined }), 'FRR'),
  ],
  ['no interface of the server', rendered(serverFabric([HOME]), 'NETPLAN')],
  ['an aggregate without members', rendered(serverFabric([AGGREGATE]), 'NETWORKD')],
  [
    'BFD on the members of a bond',
    rendered(
      serverFabric([
        {
          ...AGGREGATE,
          port: {
            port: 'ae1',
            aggregate: {
              members: ['et-0/0/1'],
              lacp: 'active',
              microBfd: { minimumIntervalMs: 300, multiplier: 3, localAddress: '10.0.0.1', neighbor: '10.0.0.2' },
            },
          },
        },
      ]),
      'NETPLAN',
    ),
  ],
  [
    'one interface that goes to two leaves',
    rendered(
      serverFabric([HOME, OTHER].map((home) => ({ ...home, attachment: { serverInterface: 'ens1f0' } }))),
      'NETPLAN',
    ),
  ],
  [
    'one interface in a bond and by itself',
    rendered(
      serverFabric([
        { ...AGGREGATE, attachment: { serverInterface: 'bond0', serverMembers: ['ens1f0'] } },
        { ...OTHER, attachment: { serverInterface: 'ens1f0' } },
      ]),
      'NETPLAN',
    ),
  ],
  [
    'a name that Linux has not',
    rendered(serverFabric([{ ...HOME, attachment: { serverInterface: 'xe-0/0/1' } }]), 'NETWORKD'),
  ],
];

test('every refusal says what to do', () => {
  expectGolden('errors/render-server.txt', errorTexts(CASES));
});

test('a twin renders the sessions of a router with TCP-AO without keys', () => {
  const { 'bgpd.conf': bgpd } = renderServer(routerWithTcpAo(), 'server1', 'FRR_DAEMONS', {
    forTwin: true,
  });
  expect(bgpd).toContain('neighbor 172.16.104.1 remote-as 4210000001');
  expect(bgpd).not.toContain('password');
});

test('a VLAN of an interface with a long name has a name that Linux takes', () => {
  const fabric = serverFabric([
    { ...HOME, port: { unit: 299, vlanId: 299 }, attachment: { serverInterface: 'enp129s0f0np0' } },
  ]);
  const names = Object.keys(renderServer(fabric, 'server1', 'NETWORKD'));
  expect(names).toContainEqual(expect.stringMatching(/^10-v299-[0-9a-f]{6}\.netdev$/));
});
