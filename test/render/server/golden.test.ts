import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FabricIntent, ServerFormatIntent } from '../../../lib/intent/fabric-intent';
import { readSet } from '../../../lib/junos/formats/set-reader';
import { renderServer } from '../../../lib/render/server/render-server';
import {
  bgpdComplaints,
  birdComplaints,
  HAS_BIRD,
  HAS_FRR,
  testWith,
  vtyshComplaints,
} from '../../support/frr-and-bird';
import { expectGolden } from '../../support/golden';
import {
  bfdDuringRestart,
  clusterNode,
  everyOption,
  guideServer,
  hostAddresses,
  routerWithTcpAo,
  serverFabric,
} from './fabrics';

/** Fabrics by the name of their folder, and the forms in which their server is written. */
const SCENARIOS: Readonly<Record<string, readonly [FabricIntent, readonly ServerFormatIntent[]]>> = {
  guide: [guideServer(), ['FRR', 'FRR_DAEMONS', 'BIRD', 'NETPLAN', 'NETWORKD']],
  'every-option': [everyOption(), ['FRR', 'FRR_DAEMONS', 'BIRD', 'JUNOS', 'NETPLAN', 'NETWORKD']],
  'host-addresses': [hostAddresses(), ['FRR', 'FRR_DAEMONS', 'BIRD', 'JUNOS', 'NETPLAN', 'NETWORKD']],
  'bfd-during-restart': [bfdDuringRestart(), ['FRR', 'FRR_DAEMONS', 'BIRD', 'JUNOS']],
  'node-of-a-cluster': [clusterNode(), ['FRR', 'FRR_DAEMONS', 'BIRD', 'JUNOS', 'NETPLAN']],
  'router-with-tcp-ao': [routerWithTcpAo(), ['JUNOS']],
  'announces-nothing': [
    serverFabric(
      [
        {
          hostname: 'leaf10',
          inet6: ['2001:db8:104::/127', '2001:db8:104::1/127'],
          session: { advertised: { kind: 'prefixes', prefixes: [] } },
        },
      ],
      { prefixes: [], routerId: '10.255.0.1' },
    ),
    ['FRR', 'FRR_DAEMONS', 'BIRD'],
  ],
};

/** Golden files by path, with the text they must have. */
const FILES = new Map(
  Object.entries(SCENARIOS).flatMap(([scenario, [fabric, formats]]) =>
    formats.flatMap((format) =>
      Object.entries(renderServer(fabric, 'server1', format)).map(
        ([name, text]) => [`${scenario}/${name}`, text] as const,
      ),
    ),
  ),
);

test.each([...FILES])('%s is rendered as before', (file, text) => {
  expectGolden(`golden/server-side/${file}`, text);
});

test('there is no golden file that nothing renders', () => {
  const directory = join(__dirname, '..', '..', 'golden', 'server-side');
  const found = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1));
  expect(found.sort()).toEqual([...FILES.keys()].sort());
});

describe('its own checker accepts', () => {
  for (const [name, text] of FILES) {
    if (/\/(frr|zebra|bfdd|bgpd)\.conf$/.test(name)) {
      testWith(HAS_FRR, 'frr', name, () => {
        expect(vtyshComplaints(text)).toBe('');
        if (name.endsWith('bgpd.conf')) expect(bgpdComplaints(text)).toBe('');
      });
    }
    if (name.endsWith('/bird.conf')) {
      testWith(HAS_BIRD, 'bird2', name, () => {
        expect(birdComplaints(text, secretsAskedFor(text))).toBe('');
      });
    }
  }
});

describe('its own checker refuses a file with one wrong word, so that its silence means something:', () => {
  testWith(HAS_FRR, 'frr', 'vtysh and bgpd', () => {
    const [frr = '', bgpd = ''] = [FILES.get('guide/frr.conf'), FILES.get('guide/bgpd.conf')];
    expect(vtyshComplaints(frr.replace('maximum-paths', 'maximum-pahts'))).toContain('maximum-pahts');
    expect(bgpdComplaints(bgpd.replace('maximum-paths', 'maximum-pahts'))).toContain('maximum-pahts');
  });

  testWith(HAS_BIRD, 'bird2', 'bird', () => {
    expect(birdComplaints((FILES.get('guide/bird.conf') ?? '').replace('hold time', 'hold tmie'))).toContain(
      'bird.conf',
    );
  });
});

test('the set lines of a router are read back', () => {
  const text = FILES.get('every-option/junos.set') ?? '';
  const lines = text.split('\n').filter((line) => line.startsWith('set '));
  expect([...readSet(text).statements()]).toHaveLength(lines.length);
});

/** The file that the comments of `bird.conf` ask the user to write. */
function secretsAskedFor(text: string): string {
  return [...text.matchAll(/^# {3}(define .* = "\.\.\.";)/gm)].map(([, line]) => `${line}\n`).join('');
}
