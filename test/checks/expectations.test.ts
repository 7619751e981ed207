import fc from 'fast-check';
import { expectations, expectationsByDevice } from '../../lib/checks/expectations';
import type { FabricIntent, PeeringIntent } from '../../lib/intent/fabric-intent';
import { fabrics } from '../render/server/arbitrary-fabric';
import { checksOn, linesOf, linesOn } from '../support/checks';
import { ebgpOverlayFabric } from '../support/ebgp-overlay-fabric';
import { guideFabric } from '../support/fabric-fixture';

test('the guide asks these things of leaf 10', () => {
  expect(linesOn('leaf10', expectations(guideFabric()))).toEqual([
    'interface et-0/0/15.0 up',
    'address 172.16.104.1/30 on et-0/0/15.0',
    'BGP session to 172.16.104.2 in VRF_5 Established with AS 4220000001',
    'at least 1 inet prefix accepted from 172.16.104.2 in VRF_5',
    '10.1.5.0/24 active by BGP in VRF_5.inet.0',
    'type-5 route for 10.1.5.0/24 created in VRF_5 with route distinguisher 192.168.1.10:5',
    '10.1.5.0/24 in VRF_5 seen from 2 other attachments (leaf11, leaf12)',
  ]);
});

test('every expectation names the construct it comes from', () => {
  for (const one of expectations(guideFabric())) {
    expect(one.constructPath).toMatch(/^dc1\/server1\//);
  }
});

test('what is only provisioned is asked and not demanded, also of the other leaves', () => {
  const fabric = guideFabric();
  const [first, ...rest] = fabric.devices;
  if (first === undefined) throw new Error('fixture has no device');
  const provisioned = { ...first, peerings: first.peerings.map((one) => ({ ...one, expect: 'PROVISIONED' as const })) };
  const all = expectations({ ...fabric, devices: [provisioned, ...rest] });
  const seen = all.filter(({ kind }) => kind === 'prefixSeenFromAttachments');
  expect(seen.map((check) => [check.expect, ...linesOf([check])])).toEqual([
    [
      'UP',
      'leaf10: 10.1.5.0/24 in VRF_5 seen from 2 other attachments (leaf11, leaf12)',
      'leaf11: 10.1.5.0/24 in VRF_5 seen from 1 other attachment (leaf12)',
      'leaf12: 10.1.5.0/24 in VRF_5 seen from 1 other attachment (leaf11)',
    ],
    [
      'PROVISIONED',
      'leaf11: 10.1.5.0/24 in VRF_5 seen from 1 other attachment (leaf10)',
      'leaf12: 10.1.5.0/24 in VRF_5 seen from 1 other attachment (leaf10)',
    ],
  ]);
});

test('a prefix is looked for once, however many leaves look for it', () => {
  const hostnames = Array.from({ length: 40 }, (_, i) => `leaf${i + 10}`);
  const seen = expectations(guideFabric({ hostnames })).filter(({ kind }) => kind === 'prefixSeenFromAttachments');
  expect(seen).toHaveLength(1);
  expect(seen[0]?.hostnames).toEqual(hostnames);
});

test('a server that may announce anything is asked for its session only', () => {
  const fabric = guideFabric({ hostnames: ['leaf10'] });
  const devices = fabric.devices.map((device) => ({
    ...device,
    peerings: device.peerings.map((one) => ({ ...one, acceptedPrefixes: null })),
  }));
  expect(expectations({ ...fabric, devices }).map((one) => one.kind)).toEqual([
    'interfaceUp',
    'addressPresent',
    'sessionEstablished',
  ]);
});

/** What may be different about an attachment. */
const differences: fc.Arbitrary<Partial<PeeringIntent>> = fc.constantFrom(
  {},
  {},
  { expect: 'PROVISIONED' as const },
  { drained: 'full' as const },
  { backup: { prependCount: 3, localPreference: 50 } },
);

/** Fabrics of one server whose attachments are up, provisioned, drained and backups. */
const mixed: fc.Arbitrary<FabricIntent> = fc
  .tuple(fabrics(), fc.array(differences, { minLength: 5, maxLength: 5 }))
  .map(([fabric, each]) => ({
    ...fabric,
    devices: fabric.devices.map((device, index) => ({
      ...device,
      peerings: device.peerings.map((peering) => ({ ...peering, ...each[index] })),
    })),
  }));

function saysTheSameDeviceByDevice(fabric: FabricIntent): void {
  const all = expectations(fabric);
  const checksOf = expectationsByDevice(fabric);
  for (const device of fabric.devices) expect(checksOf(device)).toEqual(checksOn(device.hostname, all));
}

test('what is asked of one device is what is asked of it beside all others', () => {
  fc.assert(fc.property(mixed, saysTheSameDeviceByDevice));
});

test('so it is between the devices of a fabric with spines', () => {
  saysTheSameDeviceByDevice(ebgpOverlayFabric({ backups: [2] }));
});
