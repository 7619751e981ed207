/** A site of two leaves and a spine as backups, in words of our own. */
export const SITE: Readonly<Record<string, string>> = {
  'spine1_qfx5220-32cd.conf': device(
    'spine1',
    65000,
    '192.0.2.1',
    [
      port('et-0/0/0', 'leaf1:et-0/0/48', '10.0.0.0/31', '2001:db8::/127'),
      port('et-0/0/1', 'leaf2:et-0/0/48', '10.0.0.2/31', '2001:db8::2/127'),
    ],
    [
      neighbor('10.0.0.1', 65001),
      neighbor('10.0.0.3', 65002),
      neighbor('2001:db8::1', 65001),
      neighbor('2001:db8::3', 65002),
    ],
  ),
  'leaf1_qfx5120-48y-8c.conf': device(
    'leaf1',
    65001,
    '192.0.2.11',
    [port('et-0/0/48', 'spine1:et-0/0/0', '10.0.0.1/31', '2001:db8::1/127')],
    [neighbor('10.0.0.0', 65000), neighbor('2001:db8::', 65000)],
    vrf('leaf1', '172.16.1.1/30', '172.16.1.2'),
  ),
  'leaf2_qfx5120-48y-8c.conf': device(
    'leaf2',
    65002,
    '192.0.2.12',
    [port('et-0/0/48', 'spine1:et-0/0/1', '10.0.0.3/31', '2001:db8::3/127')],
    [neighbor('10.0.0.2', 65000), neighbor('2001:db8::2', 65000)],
    vrf('leaf2', '172.16.2.1/30', '172.16.2.2'),
  ),
};

export function port(name: string, to: string, ...addresses: readonly string[]): string {
  const families = addresses.map(
    (address) => `family ${address.includes(':') ? 'inet6' : 'inet'} { address ${address}; }`,
  );
  return `${name} { description "to ${to}"; unit 0 { ${families.join(' ')} } }`;
}

export function neighbor(address: string, asn: number, more = ''): string {
  return `neighbor ${address} { peer-as ${asn}; ${more} }`;
}

/** A configuration as it is printed, but for its indentation. */
export function device(
  name: string,
  asn: number,
  loopback: string,
  ports: readonly string[],
  neighbors: readonly string[],
  more = '',
): string {
  return `## Last commit: 2026-11-01 10:00:00 UTC by netops
version 23.4R2;
system {
  host-name ${name};
  login { user netops { uid 2000; class super-user; authentication { encrypted-password "$6$abc$def"; } } }
  root-authentication { encrypted-password "$6$root$hash"; }
}
snmp { community there; }
interfaces {
  ${ports.join('\n  ')}
  lo0 { unit 0 { family inet { address ${loopback}/32; } } }
}
policy-options {
  policy-statement LOOPBACK { term own { from { protocol direct; route-filter ${loopback}/32 exact; } then accept; } }
}
routing-options { router-id ${loopback}; autonomous-system ${asn}; }
protocols {
  bgp { group UNDERLAY { type external; export LOOPBACK; ${neighbors.join(' ')} } }
  rstp { disable; }
}
${more}`;
}

/** VRF_5 with a server on et-0/0/15 that may announce 10.1.5.0/24. */
function vrf(leaf: string, address: string, server: string, more = ''): string {
  return `interfaces { et-0/0/15 { unit 0 { family inet { address ${address}; } } } }
policy-options {
  policy-statement FROM-SERVER { term own { from { route-filter 10.1.5.0/24 exact; } then accept; } then reject; }
}
routing-instances {
  VRF_5 {
    instance-type vrf;
    interface et-0/0/15.0;
    route-distinguisher ${leaf === 'leaf1' ? '192.0.2.11' : '192.0.2.12'}:5;
    vrf-target target:65000:5;
    protocols { bgp { group SERVERS { type external; import FROM-SERVER; neighbor ${server} { description "facing_server1"; peer-as 65100; ${more} } } } }
  }
}
`;
}

/** The files of the site, some of them with other text. */
export function site(
  ...changes: readonly (readonly [file: string, from: string, to: string])[]
): Record<string, string> {
  const files = { ...SITE };
  for (const [start, from, to] of changes) {
    const file = Object.keys(files).find((name) => name.startsWith(start)) ?? '';
    const text = files[file] ?? '';
    if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
    files[file] = text.replaceAll(from, to);
  }
  return files;
}
