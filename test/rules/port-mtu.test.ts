import fc from 'fast-check';
import type { FabricIntent } from '../../lib/intent/fabric-intent';
import { inherit } from '../../lib/junos/inheritance/inheritance';
import { readSet } from '../../lib/junos/formats/set-reader';
import { VLAN_TAGGING } from '../../lib/model/junos-defaults';
import { renderDevice } from '../../lib/render/render-device';
import { serverSideOf } from '../../lib/render/server/server-side';
import { evaluate } from '../../lib/rules/evaluate';
import { translateDevice } from '../../lib/twin/translate/translate-device';
import type { Home } from '../render/server/fabrics';
import { serverFabric } from '../render/server/fabrics';

const RULE = 'interface/family-mtu-exceeds-mtu';

/** Units of et-0/0/15 by what they are, and what is left of the port's MTU for IP packets. */
const PORTS: readonly [what: string, overhead: number, units: readonly Home['port'][]][] = [
  ['an untagged port', 14, [{}]],
  ['a tagged unit', 22, [{ unit: 200, vlanId: 200 }]],
  ['a native unit alone', 22, [{ unit: 200, vlanId: 200, native: true }]],
  [
    'a native unit beside a tagged one',
    22,
    [
      { unit: 200, vlanId: 200, native: true },
      { unit: 201, vlanId: 201 },
    ],
  ],
];

/** The mtu is said at the last unit, the inetMtu at the first. */
function fabricWith(units: readonly Home['port'][], mtu?: number, inetMtu?: number): FabricIntent {
  return serverFabric(
    units.map((unit, i) => ({
      hostname: 'leaf10',
      port: { ...unit, ...(i === units.length - 1 && { mtu }), ...(i === 0 && { inetMtu }) },
      attachment: { unit: unit?.unit ?? 0, serverInterface: 'ens1f0' },
      inet: [`172.16.10${i}.1/30`, `172.16.10${i}.2/30`],
    })),
  );
}

function messages(fabric: FabricIntent): string[] {
  return evaluate(fabric).findings.flatMap(({ rule, message }) => (rule.id === RULE ? [message] : []));
}

/** What the twin gives the units of leaf10, from the rendered configuration. */
function inTwin(fabric: FabricIntent): number[] {
  return fabric.devices.flatMap((device) => {
    const { group } = renderDevice(device, fabric);
    const asn = 'set routing-options autonomous-system 4210000001\n';
    const configuration = readSet(asn);
    for (const { words } of group.statements()) configuration.set(...words);
    const { units } = translateDevice(device.hostname, inherit(configuration)).device;
    return units.filter(({ port }) => port === 'et-0/0/15').map(({ mtu }) => mtu);
  });
}

/** What the server is told. */
function onServer(fabric: FabricIntent): (number | undefined)[] {
  return serverSideOf(fabric, 'server1').links.map(({ mtu }) => mtu);
}

test('a tagged port of 9000 bytes has no room for 8982, and the rule names what it has room for', () => {
  expect(messages(fabricWith([{ unit: 200, vlanId: 200 }], 9000, 8982))).toEqual([
    'et-0/0/15.200 of leaf10 has the inetMtu 8982, and the port has room for 8978 at most',
  ]);
});

describe.each(PORTS)('%s leaves its MTU less %i for IP packets', (_, overhead, units) => {
  const mtus = fc.integer({ min: 1300, max: 9216 });

  test('the rule takes a family of that size, and refuses one byte more', () => {
    fc.assert(
      fc.property(mtus, (mtu) => {
        expect(messages(fabricWith(units, mtu, mtu - overhead))).toEqual([]);
        expect(messages(fabricWith(units, mtu, mtu - overhead + 1))).toHaveLength(1);
      }),
      { numRuns: 20 },
    );
  });

  test('the twin and the server have that size on every unit', () => {
    fc.assert(
      fc.property(mtus, (mtu) => {
        const fabric = fabricWith(units, mtu);
        expect(new Set([...inTwin(fabric), ...onServer(fabric)])).toEqual(new Set([mtu - overhead]));
      }),
      { numRuns: 20 },
    );
  });

  test('without an MTU it has room for 1500, and no more', () => {
    expect(inTwin(fabricWith(units))).toEqual(units.map(() => 1500));
    expect(messages(fabricWith(units, undefined, 1500))).toEqual([]);
    expect(messages(fabricWith(units, undefined, 1501))).toHaveLength(1);
  });

  test('the mtu that the user gave is rendered as it is', () => {
    fc.assert(
      fc.property(mtus, (mtu) => {
        const fabric = fabricWith(units, mtu, mtu - overhead);
        const [rendered] = fabric.devices.map((device) => renderDevice(device, fabric).group);
        expect(rendered?.value('interfaces', 'et-0/0/15', 'mtu')).toBe(String(mtu));
      }),
      { numRuns: 20 },
    );
  });
});

test.each(VLAN_TAGGING)('the twin reads what a device with %s leaves for packets', (tagging) => {
  const text = [
    'set routing-options autonomous-system 4210000001',
    `set interfaces et-0/0/15 ${tagging}`,
    'set interfaces et-0/0/15 mtu 9000',
    'set interfaces et-0/0/15 unit 7 vlan-id 7',
    'set interfaces et-0/0/15 unit 7 family inet address 172.16.7.1/30',
  ];
  const { units } = translateDevice('leaf10', readSet(text.join('\n'))).device;
  expect(units.map(({ mtu }) => mtu)).toEqual([tagging === 'vlan-tagging' ? 8982 : 8978]);
});
