import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeSet } from '../../lib/junos/formats/set-writer';
import { renderDevice } from '../../lib/render/render-device';
import { describeWithShared } from '../support/shared';
import { SCENARIOS, fabric, leaf, port, session } from './scenarios';

/** Names that the reference configuration chose and we choose otherwise. */
const NAMES: readonly (readonly [theirs: RegExp, ours: string])[] = [
  [/\bADVERTISE_EDGE_ROUTES\b/g, 'VRF_5-type-5-export'],
  [/\bVRF_5_TO_SERVER\b/g, 'VRF_5-to-dc1-servers'],
  [/\bSERVER_1_IN\b/g, 'VRF_5-server1-in'],
  [/\bEND_SYSTEM_1\b/g, 'server1'],
  [/\bPFE-ECMP\b/g, 'dc1-per-flow-load-balance'],
  [/\bterm (TERM_1) /g, 'term direct '],
  [/\bterm (TERM_2) /g, 'term bgp '],
  [/\bterm ANNOUNCED /g, 'term announced '],
  [/\bterm EVPN /g, 'term evpn '],
  [/\bterm BGP /g, 'term bgp '],
];

/** Lines of the reference that we leave out, and why. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  'set routing-instances VRF_5 vrf-table-label': 'an MPLS matter; tested VXLAN fabrics do without',
  'set routing-instances VRF_5 routing-options auto-export': 'leaks between VRFs of a device, which nobody asked for',
};

/** Lines that we add, and why. */
const ADDED: Readonly<Record<string, string>> = {
  'set routing-instances VRF_5 protocols bgp group server1 neighbor 172.16.104.2 description server1':
    'people see which server it is',
  'set policy-options policy-statement VRF_5-type-5-export then reject':
    'what is not direct or BGP stays in the VRF, whatever the default is',
  ...strippedCommunities('VRF_5-server1-in', 'announced', 'a server must not choose the VRFs of its routes'),
  ...strippedCommunities('VRF_5-to-dc1-servers', 'evpn', 'what means something only in the fabric stays there'),
  ...strippedCommunities('VRF_5-to-dc1-servers', 'bgp', 'what means something only in the fabric stays there'),
  'set policy-options community dc1-any-encapsulation members encapsulation:*:*': 'needed for the above',
  'set policy-options community dc1-any-route-target members target:*:*': 'needed for the above',
};

function strippedCommunities(policy: string, term: string, why: string): Record<string, string> {
  const path = `set policy-options policy-statement ${policy} term ${term} then community delete`;
  return { [`${path} dc1-any-encapsulation`]: why, [`${path} dc1-any-route-target`]: why };
}

/** What of the reference is about the server, not about the fabric. */
const SERVER_HALF =
  /^set (interfaces et-0\/0\/15|routing-instances VRF_5|policy-options policy-statement (VRF_5|SERVER_1_IN|ADVERTISE_EDGE_ROUTES))/;

/** What of the reference is device-wide and named a prerequisite by the design. */
const PREREQUISITES =
  /^set (routing-options (autonomous-system|forwarding-table export)|switch-options|forwarding-options|policy-options policy-statement PFE-ECMP)/;

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

describeWithShared('the guide’s page', ['reference', 'junos-samples'], (samples) => {
  const reference = (hostname: string): string[] => lines(readFileSync(join(samples, `${hostname}.set`), 'utf8'));
  const renamed = (line: string): string => NAMES.reduce((text, [theirs, ours]) => text.replace(theirs, ours), line);

  test('what leaf10 gets for the server is the reference, less the named differences', () => {
    const device = leaf({
      interfaces: [port({ description: 'to IP-connected server' })],
      peerings: [session({ bfd: { minimumIntervalMs: 1000, multiplier: 3 } })],
    });
    const ours = lines(writeSet(renderDevice(device, fabric({ devices: [device] })).group));
    const theirs = reference('leaf10')
      .filter((line) => SERVER_HALF.test(line))
      .map(renamed);
    expect(theirs).toEqual(expect.arrayContaining(Object.keys(LEFT_OUT)));
    const expected = [...theirs.filter((line) => !(line in LEFT_OUT)), ...Object.keys(ADDED)];
    expect([...ours].sort()).toEqual(expected.sort());
  });

  test('what leaf11 and leaf12 get differs from leaf10 in the lines in which the reference differs', () => {
    const differing = (configurationOf: (hostname: string) => string[]): string[] =>
      ['leaf11', 'leaf12'].flatMap((hostname) => {
        const leaf10 = new Set(configurationOf('leaf10'));
        return configurationOf(hostname).filter((line) => !leaf10.has(line));
      });
    const guide = SCENARIOS.guide ?? fabric({});
    const rendered = (hostname: string): string[] => {
      const device = guide.devices.find((one) => one.hostname === hostname) ?? leaf({});
      return lines(writeSet(renderDevice(device, guide).group)).filter(
        (line) => !(line.replace(/172\S+ d/, '172.16.104.2 d') in ADDED),
      );
    };
    const theirs = differing((hostname) =>
      reference(hostname)
        .filter((line) => SERVER_HALF.test(line))
        .map(renamed),
    );
    expect(differing(rendered).sort()).toEqual(theirs.sort());
  });

  test('the device-wide statements that we configure are those of the reference', () => {
    const scenario = SCENARIOS.prerequisites ?? fabric({});
    const bases = scenario.devices.map((device) => writeSet(renderDevice(device, scenario).base));
    const theirs = reference('leaf10')
      .filter((line) => PREREQUISITES.test(line))
      .map(renamed);
    expect(lines(bases.join('')).sort()).toEqual(theirs.sort());
  });
});
