import type { Check } from '../../lib/checks/check-kinds';
import { kindOf } from '../../lib/checks/check-kinds';
import { expectations } from '../../lib/checks/expectations';
import { Observation } from '../../lib/checks/observation';
import type { FabricIntent, PeeringIntent } from '../../lib/intent/fabric-intent';
import { parseXml } from '../../lib/junos/formats/xml';
import { checksOn } from '../support/checks';
import { guideFabric } from '../support/fabric-fixture';

const BACKUP = { prependCount: 2, localPreference: 50 };

/** The guide, with something different about the sessions of some leaves. */
function guideWith(different: Readonly<Record<string, Partial<PeeringIntent>>>): FabricIntent {
  const fabric = guideFabric();
  const devices = fabric.devices.map((device) => ({
    ...device,
    peerings: device.peerings.map((peering) => ({ ...peering, ...different[device.hostname] })),
  }));
  return { ...fabric, devices };
}

function linesOf(fabric: FabricIntent, hostname: string): string[] {
  return checksOn(hostname, expectations(fabric))
    .filter(({ kind }) => !/interface|address/.test(kind))
    .map((check) => `${check.expect} ${kindOf(check).describe(check, hostname)}`);
}

describe('a drained home', () => {
  const fabric = guideWith({ leaf10: { drained: 'CHG-17' } });

  test('keeps its session and what it accepts, and leaves the prefix to the others', () => {
    expect(linesOf(fabric, 'leaf10')).toEqual([
      'UP BGP session to 172.16.104.2 in VRF_5 Established with AS 4220000001',
      'UP at least 1 inet prefix accepted from 172.16.104.2 in VRF_5',
      'UP 10.1.5.0/24 in VRF_5 left to other attachments',
      'UP 10.1.5.0/24 in VRF_5 seen from 2 other attachments (leaf11, leaf12)',
    ]);
  });

  test('is not among the attachments that others see the prefix from', () => {
    expect(linesOf(fabric, 'leaf11').at(-1)).toBe('UP 10.1.5.0/24 in VRF_5 seen from 1 other attachment (leaf12)');
  });

  test('serves as before where no other attachment is up', () => {
    const provisioned = { expect: 'PROVISIONED' } as const;
    const last = guideWith({ leaf10: { drained: 'CHG-17' }, leaf11: provisioned, leaf12: provisioned });
    expect(linesOf(last, 'leaf10')).toContain('UP 10.1.5.0/24 active by BGP in VRF_5.inet.0');
    expect(linesOf(last, 'leaf11')).toContain('UP 10.1.5.0/24 in VRF_5 seen from 1 other attachment (leaf10)');
  });

  test('does not count on another one that is drained too', () => {
    const drained = { drained: 'CHG-17' };
    const all = guideWith({ leaf10: drained, leaf11: drained, leaf12: drained });
    expect(linesOf(all, 'leaf10')).toContain('UP 10.1.5.0/24 active by BGP in VRF_5.inet.0');
    expect(linesOf(all, 'leaf11').at(-1)).toBe(
      'UP 10.1.5.0/24 in VRF_5 seen from 2 other attachments (leaf10, leaf12)',
    );
  });

  test.each([
    ['*', false],
    [' ', true],
  ])('with a BGP route tagged "%s" it holds: %s', async (tag, holds) => {
    const left = checksOn('leaf10', expectations(fabric)).find((one) => one.kind === 'prefixLeftToOtherAttachments');
    expect(await judged(left, routes('VRF_5.inet.0', ['10.1.5.0/24', tag, 0]))).toBe(holds);
  });
});

describe('a backup home', () => {
  const fabric = guideWith({ leaf12: { backup: BACKUP } });

  test('is asked what it makes of the prefix, and nothing is demanded of it but its session', () => {
    expect(linesOf(fabric, 'leaf12')).toEqual([
      'UP BGP session to 172.16.104.10 in VRF_5 Established with AS 4220000001',
      'UP at least 1 inet prefix accepted from 172.16.104.10 in VRF_5',
      'PROVISIONED 10.1.5.0/24 active by BGP in VRF_5.inet.0',
      'PROVISIONED type-5 route for 10.1.5.0/24 created in VRF_5 with route distinguisher 192.168.1.12:5',
      'UP 10.1.5.0/24 in VRF_5 seen from 2 other attachments (leaf10, leaf11)',
    ]);
  });

  test('must not be preferred by another leaf while an attachment that carries traffic is up', () => {
    expect(linesOf(fabric, 'leaf10').slice(-3)).toEqual([
      'UP 10.1.5.0/24 in VRF_5 seen from 1 other attachment (leaf11)',
      'PROVISIONED 10.1.5.0/24 in VRF_5 seen from 1 other attachment (leaf12)',
      'UP 10.1.5.0/24 in VRF_5 preferred from leaf11, not from the backup leaf12',
    ]);
  });

  test.each([
    ['lower', 50, true],
    ['the same', 100, false],
  ])('with a local preference that is %s it holds: %s', async (_, preference, holds) => {
    const preferred = checksOn('leaf10', expectations(fabric)).find((one) => one.kind === 'backupsNotPreferred');
    const reply = routes(
      'VRF_5.evpn.0',
      ['5:192.168.1.11:5::0::10.1.5.0::24/248', '*', 100],
      ['5:192.168.1.12:5::0::10.1.5.0::24/248', '*', preference],
    );
    expect(await judged(preferred, reply)).toBe(holds);
  });
});

test('nothing is expected of servers that open their sessions themselves', () => {
  const fabric = guideWith({ leaf10: { isRange: true, neighbor: '172.16.104.0/30' } });
  expect(linesOf(fabric, 'leaf10').join()).not.toContain('172.16.104');
});

/** Of leaf10. */
async function judged(check: Check | undefined, reply: string): Promise<boolean> {
  if (check === undefined) throw new Error('there is such a check');
  const session = { operational: () => Promise.resolve(parseXml(reply)) };
  const kind = kindOf(check);
  return kind.judge(check, 'leaf10', await Observation.of(session, kind.queries(check))).holds;
}

function routes(
  table: string,
  ...entries: readonly (readonly [destination: string, tag: string, preference: number])[]
): string {
  const rts = entries.map(
    ([destination, tag, preference]) =>
      `<rt><rt-destination>${destination}</rt-destination><rt-entry><active-tag>${tag}</active-tag>` +
      `<protocol-name>BGP</protocol-name><local-preference>${preference}</local-preference></rt-entry></rt>`,
  );
  return `<route-information><route-table><table-name>${table}</table-name>${rts.join('')}</route-table></route-information>`;
}
