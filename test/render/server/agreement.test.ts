import fc from 'fast-check';
import type { FabricIntent, PeeringIntent, ServerFormatIntent } from '../../../lib/intent/fabric-intent';
import { renderDevice } from '../../../lib/render/render-device';
import { renderServer } from '../../../lib/render/server/render-server';
import { fabrics } from './arbitrary-fabric';
import type { ReadSession } from './readers';
import { ANNOUNCED, READERS } from './readers';

const FORMATS = ['FRR', 'BIRD', 'JUNOS'] as const satisfies readonly ServerFormatIntent[];

test.each(FORMATS)('%s and the leaves say the same of every session', (format) => {
  fc.assert(
    fc.property(fabrics(), (fabric) => {
      const text = textOf(fabric, format);
      const read = [...(READERS[format]?.(text) ?? [])].sort(byNeighbor);
      expect(read).toEqual(wanted(fabric, format));
    }),
  );
});

test.each(FORMATS)('%s lets out exactly the prefixes that the leaves accept', (format) => {
  fc.assert(
    fc.property(fabrics(), (fabric) => {
      const text = textOf(fabric, format);
      const accepted = fabric.devices.flatMap(({ peerings }) => peerings.flatMap((one) => one.acceptedPrefixes ?? []));
      expect([...new Set(ANNOUNCED[format]?.(text))].sort()).toEqual([...new Set(accepted)].sort());
    }),
  );
});

test('the server is told by the leaves as rendered, not only by the intent', () => {
  fc.assert(
    fc.property(fabrics(), (fabric) => {
      const text = textOf(fabric, 'FRR');
      for (const device of fabric.devices) {
        // An older release has not every option.
        const { group } = renderDevice({ ...device, junos: '23.4R2' }, fabric);
        for (const { group: name, neighbor, vrf } of device.peerings) {
          const path = ['routing-instances', vrf, 'protocols', 'bgp', 'group', name];
          const onLeaf = READERS.FRR?.(text).find((session) => session.local === neighbor);
          expect(group.value(...path, 'neighbor', neighbor, 'peer-as')).toBe(String(onLeaf?.ownAsn));
          expect(group.value(...path, 'hold-time') ?? '90').toBe(String(onLeaf?.holdTimeSec));
          expect(group.value(...path, 'bfd-liveness-detection', 'minimum-interval')).toBe(
            onLeaf?.bfd?.minimumIntervalMs.toString(),
          );
        }
      }
    }),
  );
});

/** The file with the sessions. */
function textOf(fabric: FabricIntent, format: (typeof FORMATS)[number]): string {
  const file = { FRR: 'frr.conf', BIRD: 'bird.conf', JUNOS: 'junos.set' }[format];
  return renderServer(fabric, 'server1', format)[file] ?? '';
}

/** BIRD says graceful restart for each session; FRR and Junos once, for all of them. */
function wanted(fabric: FabricIntent, format: ServerFormatIntent): ReadSession[] {
  const peerings = fabric.devices.flatMap((device) => device.peerings);
  const isAnyGraceful = peerings.some(isGraceful);
  return peerings
    .map((peering) => ({
      local: peering.neighbor,
      neighbor: peering.localAddress,
      ownAsn: peering.peerAsn,
      peerAsn: fabric.overlayAsn,
      holdTimeSec: peering.holdTimeSec ?? 90,
      ...(peering.bfd !== undefined && { bfd: peering.bfd }),
      hasKey: peering.authentication !== undefined,
      ttlSecurity: peering.ttlSecurity ?? false,
      gracefulRestart: format === 'BIRD' ? isGraceful(peering) : isAnyGraceful,
    }))
    .sort(byNeighbor);
}

function isGraceful({ gracefulRestart, serverGracefulRestart }: PeeringIntent): boolean {
  return gracefulRestart !== undefined || serverGracefulRestart === true;
}

function byNeighbor(a: ReadSession, b: ReadSession): number {
  return a.neighbor < b.neighbor ? -1 : 1;
}
