import { Testing } from 'cdktf';
import { DataCenter } from '../../examples/data-center/data-center';
import { readSet } from '../../lib/junos/formats/set-reader';
import { writeXml } from '../../lib/junos/formats/xml-writer';
import { renderDevice } from '../../lib/render/render-device';
import { FabricTemplate } from '../../lib/testing';
import { ebgpOverlayFabric } from '../support/ebgp-overlay-fabric';
import { asGroup, describeWithYang, documentOf } from '../support/yang';

jest.mock('cdktf-junos-fabric', () => jest.requireActual<object>('../../lib/index'));

/** Releases with TCP-AO and route attributes of type-5 routes, which leaf13 and leaf14 have. */
const NEWER = ['23.2R1', '24.4R1'];
const OLDER = ['17.4R1', '19.1R1'];
const OF_OLDER_RELEASES = ['leaf11', 'leaf12', 'spine1', 'spine2'];
const ALL = [...OF_OLDER_RELEASES, 'leaf13', 'leaf14'];

/** Devices in one document, each in a group of its own. */
function devicesInOne(hostnames: readonly string[]): string {
  const template = FabricTemplate.fromStack(new DataCenter(Testing.app()));
  return documentOf(
    hostnames.map((hostname) => {
      return asGroup(hostname, writeXml(readSet(template.device(hostname).setLines().join('\n'))));
    }),
  );
}

/** The devices of an EBGP overlay whose leaves may share an AS number. */
function ebgpOverlayInOne(): string {
  const fabric = ebgpOverlayFabric({ overlay: { loops: 2 } });
  return documentOf(
    fabric.devices.map((device) => asGroup(device.hostname, writeXml(renderDevice(device, fabric).group))),
  );
}

const documents = (): Record<string, string> => ({
  'all.xml': devicesInOne(ALL),
  'older.xml': devicesInOne(OF_OLDER_RELEASES),
  'ebgp-overlay.xml': ebgpOverlayInOne(),
});

describeWithYang(documents, (errors) => {
  test.each([
    ...NEWER.map((release) => [release, 'all.xml'] as const),
    ...OLDER.map((release) => [release, 'older.xml'] as const),
    ...[...NEWER, ...OLDER].map((release) => [release, 'ebgp-overlay.xml'] as const),
  ])('of %s accepts what a data center has on devices of it (%s)', async (release, file) => {
    expect(await errors(release, file)).toBe('');
  });
});
