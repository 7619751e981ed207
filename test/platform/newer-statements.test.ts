import { readSet } from '../../lib/junos/formats/set-reader';
import { JunosRelease } from '../../lib/model/junos-release';
import { statementsNewerThan } from '../../lib/platform/newer-statements';
import { renderDevice } from '../../lib/render/render-device';
import { SCENARIOS } from '../render/scenarios';

function newer(line: string, release: string): string[] {
  return statementsNewerThan(readSet(`set ${line}\n`), JunosRelease.parse(release)).map(
    ({ words, since, lastWithout, isCertain }) =>
      `${words.join(' ')} (${lastWithout} < ${since}${isCertain ? '' : ', perhaps'})`,
  );
}

const BGP = 'routing-instances VRF_5 protocols bgp group server1';

/** Every row of the reference, with the releases around its first appearance. */
test.each([
  ['routing-instances V protocols evpn ip-prefix-routes reject-asymmetric-vni', '20.4R3', '21.4R1'],
  [
    'routing-instances V protocols evpn ip-prefix-routes route-attributes as-path import-action allow',
    '19.2R3',
    '20.4R1',
  ],
  ['routing-instances V protocols evpn irb-symmetric-routing vni 5', '20.4R1', '21.4R1'],
  ['routing-instances V routing-options multipath preserve-nexthop-hierarchy', '19.1R2', '20.4R1'],
  [`${BGP} family inet unicast prefix-limit drop-excess limit-threshold 90`, '20.4R1', '21.4R1'],
  [`${BGP} bfd-liveness-detection strict-bfd`, '22.4R2', '23.2R1'],
  [`${BGP} graceful-shutdown sender`, '18.4R3', '19.1R1'],
  [`${BGP} shutdown`, '17.3R3-S1', '19.1R1'],
  [`${BGP} neighbor 10.0.0.1 shutdown`, '17.3R3-S1', '19.1R1'],
  [`${BGP} minimum-hold-time 10`, '19.2R1', '20.4R1'],
  [`${BGP} ebgp-community-cleanup`, '21.4R1', '22.4R1'],
  ['interfaces et-0/0/1 number-of-sub-ports 4', '19.2R1', '20.4R1'],
  ['interfaces et-0/0/1 ether-options fec fec91', '19.2R1', '20.4R1'],
  ['forwarding-options evpn-vxlan shared-tunnels', '19.2R1', '20.4R1'],
  ['policy-options policy-statement P then load-balance per-flow', '20.4R1', '21.4R1'],
  ['chassis fpc 0 pic 0 port 1 number-of-sub-ports 4', '18.1R3', '18.4R3'],
  ['interfaces et-0/0/1 speed 100g', '19.1R2', '20.4R1'],
  [`${BGP} authentication-algorithm ao`, '19.1R2', '20.4R1'],
  ['routing-instances M instance-type mac-vrf', '19.2R1', '20.4R1'],
])('%s is newer than %s, and is there in %s', (line, without, since) => {
  const [only, ...others] = statementsNewerThan(readSet(`set ${line}\n`), JunosRelease.parse(without));
  expect(others).toEqual([]);
  expect(only?.isCertain).toBe(true);
  expect(line.startsWith(only?.words.join(' ') ?? '-')).toBe(true);
  expect(newer(line, since)).toEqual([]);
});

test('between two releases that were looked at nothing is certain, and on Junos Evolved hardly anything', () => {
  const line = 'interfaces et-0/0/1 number-of-sub-ports 4';
  expect(newer(line, '20.2R1')).toEqual([`${line} (19.2R1 < 20.4R1, perhaps)`]);
  expect(newer(line, '19.1R1-EVO')).toEqual([`${line} (19.2R1 < 20.4R1, perhaps)`]);
  expect(newer(line, '23.4R1-EVO')).toEqual([]);
});

test('a value that came later is told from the others of its statement', () => {
  expect(newer('interfaces et-0/0/1 speed 10g', '19.1R2')).toEqual([]);
  expect(newer('interfaces et-0/0/1 speed 800g', '22.4R1')).toEqual([
    'interfaces et-0/0/1 speed 800g (22.4R1 < 23.2R1)',
  ]);
});

test('what only the schema table knows is found too', () => {
  const [found] = newer('forwarding-options vxlan-routing loopback-port ae9', '19.1R2');
  expect(found).toBe('forwarding-options vxlan-routing loopback-port ae9 (19.1R1 < 23.2R1)');
});

test.each(Object.entries(SCENARIOS))('what the library renders is in the oldest supported release: %s', (_, fabric) => {
  for (const device of fabric.devices) {
    const { group, base } = renderDevice(device, fabric);
    for (const configuration of [group, base]) {
      expect(statementsNewerThan(configuration, JunosRelease.parse('17.3R3-S1'))).toEqual([]);
    }
  }
});
