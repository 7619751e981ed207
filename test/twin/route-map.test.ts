import { readSet } from '../../lib/junos/formats/set-reader';
import { routeMap } from '../../lib/twin/frr/route-map';
import { translateDevice } from '../../lib/twin/translate/translate-device';

function mapOf(family: 'inet' | 'inet6', ...lines: readonly string[]): string[] {
  const { device } = translateDevice('leaf10', readSet(lines.map((line) => `set policy-options ${line}`).join('\n')));
  const policies = [...device.policies.keys()];
  return routeMap(device, { name: 'map', policies, family, otherwise: 'accept bgp', onAccept: ['set tag 2'] });
}

test('the longest route filter decides, and ends the search', () => {
  expect(
    mapOf(
      'inet',
      'policy-statement P term a from route-filter 10.0.0.0/8 orlonger',
      'policy-statement P term a from route-filter 10.1.0.0/16 exact',
      'policy-statement P term a from route-filter 10.2.0.0/16 upto /24',
      'policy-statement P term a from route-filter 10.3.0.0/16 prefix-length-range /20-/24',
      'policy-statement P term a from route-filter 10.4.0.0/16 longer',
      'policy-statement P term a then accept',
    ).filter((line) => line.startsWith('ip ')),
  ).toEqual([
    'ip prefix-list P-a seq 5 permit 10.1.0.0/16',
    'ip prefix-list P-a seq 10 deny 10.1.0.0/16 le 32',
    'ip prefix-list P-a seq 15 permit 10.2.0.0/16 le 24',
    'ip prefix-list P-a seq 20 deny 10.2.0.0/16 le 32',
    'ip prefix-list P-a seq 25 permit 10.3.0.0/16 ge 20 le 24',
    'ip prefix-list P-a seq 30 deny 10.3.0.0/16 le 32',
    'ip prefix-list P-a seq 35 permit 10.4.0.0/16 ge 17 le 32',
    'ip prefix-list P-a seq 40 deny 10.4.0.0/16 le 32',
    'ip prefix-list P-a seq 45 permit 10.0.0.0/8 le 32',
    'ip prefix-list P-a seq 50 deny 10.0.0.0/8 le 32',
  ]);
});

test('a term that decides nothing hands on to the next, and one that no route of the family meets is not there', () => {
  expect(
    mapOf(
      'inet',
      'policy-statement P term a from family inet6',
      'policy-statement P term a then reject',
      'policy-statement P term b from protocol direct',
      'policy-statement P term b then local-preference 50',
      'policy-statement P term c from protocol [ direct bgp ]',
      'policy-statement P term c then accept',
      'policy-statement P then reject',
    ),
  ).toEqual([
    'route-map map permit 10',
    ' match tag 1',
    ' set local-preference 50',
    ' on-match goto 20',
    'exit',
    'route-map map permit 20',
    ' match tag 1',
    ' set tag 2',
    'exit',
    'route-map map permit 30',
    ' match tag 2',
    ' set tag 2',
    'exit',
    'route-map map deny 40',
    'exit',
  ]);
});

test('several conditions with several steps meet in one block, and next policy leads over the rest', () => {
  const lines = mapOf(
    'inet',
    'community A members 65000:1',
    'community B members 65000:2',
    'policy-statement P term a from protocol [ bgp evpn ]',
    'policy-statement P term a then community delete A',
    'policy-statement P term a then community add B',
    'policy-statement P term a then next policy',
    'policy-statement P term b then reject',
    'policy-statement Q then accept',
  );
  expect(lines).toEqual([
    'bgp community-list standard A-any seq 5 permit 65000:1',
    'route-map map permit 10',
    ' match tag 2',
    ' on-match goto 40',
    'exit',
    'route-map map permit 20',
    ' match tag 3',
    ' on-match goto 40',
    'exit',
    'route-map map permit 30',
    ' on-match goto 60',
    'exit',
    'route-map map permit 40',
    ' set comm-list A-any delete',
    ' on-match goto 50',
    'exit',
    'route-map map permit 50',
    ' set community 65000:2 additive',
    ' on-match goto 70',
    'exit',
    'route-map map deny 60',
    'exit',
    'route-map map permit 70',
    ' set tag 2',
    'exit',
  ]);
});

test('what a neighbor sent of extended communities goes first, so that what is added on the way stays', () => {
  const { device } = translateDevice(
    'leaf10',
    readSet(
      [
        'set policy-options community ANY members target:*:*',
        'set policy-options community SITE members origin:65001:5',
        'set policy-options policy-statement MARKS then community add SITE',
        'set policy-options policy-statement IN term a from route-filter 10.1.5.0/24 exact',
        'set policy-options policy-statement IN term a then community delete ANY',
        'set policy-options policy-statement IN term a then accept',
        'set policy-options policy-statement IN then reject',
      ].join('\n'),
    ),
  );
  const chain = { name: 'in', policies: ['MARKS', 'IN'], family: 'inet', otherwise: 'accept', onAccept: [] } as const;
  expect(routeMap(device, { ...chain, deletesFirst: true })).toEqual([
    'ip prefix-list IN-a seq 5 permit 10.1.5.0/24',
    'route-map in permit 10',
    ' set extcommunity none',
    ' on-match goto 20',
    'exit',
    'route-map in permit 20',
    ' set extcommunity soo 65001:5',
    ' on-match goto 30',
    'exit',
    'route-map in permit 30',
    ' match ip address prefix-list IN-a',
    'exit',
    'route-map in deny 40',
    'exit',
  ]);
});

test('martian addresses are refused before any policy is asked, by the entry with the longest prefix', () => {
  const martians = 'set routing-instances VRF_5 routing-options martians';
  const lines = [`${martians} 240.0.0.0/4 orlonger allow`, `${martians} 10.9.0.0/16 prefix-length-range /20-/24`];
  const { device } = translateDevice('leaf10', readSet(lines.join('\n')));
  const [vrf] = device.instances.filter(({ name }) => name === 'VRF_5');
  const ignored = { list: 'martians', martians: vrf?.martians ?? [] };
  const chain = { name: 'map', policies: [], otherwise: 'accept', onAccept: [], ignored } as const;
  expect(routeMap(device, { ...chain, family: 'inet' })).toEqual([
    'ip prefix-list martians seq 5 permit 192.0.0.0/24 le 32',
    'ip prefix-list martians seq 10 permit 224.0.0.0/24',
    'ip prefix-list martians seq 15 permit 10.9.0.0/16 ge 20 le 24',
    'ip prefix-list martians seq 20 permit 0.0.0.0/8 le 32',
    'ip prefix-list martians seq 25 permit 127.0.0.0/8 le 32',
    'ip prefix-list martians seq 30 deny 240.0.0.0/4 le 32',
    'ip prefix-list martians seq 35 permit 240.0.0.0/4 le 32',
    'ip prefix-list martians seq 40 permit 224.0.0.0/4',
    'route-map map deny 10',
    ' match ip address prefix-list martians',
    'exit',
    'route-map map permit 20',
    'exit',
  ]);
  expect(routeMap(device, { ...chain, family: 'inet6' }).slice(0, 4)).toEqual([
    'ipv6 prefix-list martians seq 5 permit ::1/128',
    'ipv6 prefix-list martians seq 10 permit ff02::/16',
    'ipv6 prefix-list martians seq 15 permit ff00::/8',
    'route-map map deny 10',
  ]);
});
