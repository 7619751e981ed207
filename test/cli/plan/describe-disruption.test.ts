import { describeDisruption, titleOfDisruption } from '../../../lib/cli/plan/describe-disruption';
import { Explanations } from '../../../lib/cli/plan/explanations';
import { disruptions } from '../../../lib/disruption/classify';
import { readSet } from '../../../lib/junos/formats/set-reader';
import { deviceDisruption } from '../../../lib/rollout/plan/impact/device-disruption';
import { changed } from './support/plans';

const SESSION = 'set routing-instances VRF_5 protocols bgp group server1 neighbor 172.16.104.2 peer-as';

test('a line that applies a group disrupts what the group brings and takes', () => {
  const port = 'set interfaces et-0/0/15 unit 0 family inet address 172.16.104.1/30\n';
  const groups = readSet('set groups jumbo interfaces <*> mtu 9192\nset groups text interfaces <*> description x\n');
  const lines = (group: string): string[] => {
    const [from, to] = [readSet(port), readSet(`${port}set interfaces et-0/0/15 apply-groups ${group}\n`)];
    return deviceDisruption(from, to, { groups }).statements.map((one) => `${one.class}: ${one.line}`);
  };
  expect(lines('jumbo')).toEqual(['interfaceFlap: set interfaces et-0/0/15 mtu 9192']);
  expect(lines('text')).toEqual([]);
});

test('the plan names each statement that disrupts, what happens, where that is from, and who has to change too', () => {
  const device = changed('leaf10', `${SESSION} 4220000001\n`, `${SESSION} 4220000009\n`);
  const explanations = new Explanations();
  expect(titleOfDisruption(device)).toBe('session reset');
  expect(describeDisruption({ device, hostnames: ['leaf10'] }, explanations)).toBe(
    `session reset: ${SESSION} 4220000009 [1]
  together with the other end of the link or session
`,
  );
  expect(explanations.lines()).toEqual([
    '[1] the AS numbers are exchanged when a session opens (documented: RFC 4271, 4.2)',
  ]);
});

test('what is explained once is not explained again', () => {
  const ports = (mtu: number): string => [15, 16].map((port) => `set interfaces et-0/0/${port} mtu ${mtu}\n`).join('');
  const device = changed('leaf10', ports(9000), ports(9192));
  const explanations = new Explanations();
  const text = describeDisruption({ device, hostnames: ['leaf10'] }, explanations);
  expect(text.match(/\[\d\]/g)).toEqual(['[1]', '[1]']);
  expect(explanations.lines()).toHaveLength(1);
});

test.each([
  [
    'missing',
    'apply refuses this without Consent.forwardingRestart for leaf10 and leaf11 (--allow-forwarding-restart with each of them)\n',
  ],
  ['given', 'Consent.forwardingRestart for leaf10 and leaf11 allows this\n'],
] as const)('where a consent is %s it says so, with its flag', (consent, expected) => {
  const device = { ...changed('leaf10', '', 'set forwarding-options vxlan-routing overlay-ecmp\n'), consent };
  const explanations = new Explanations();
  expect(titleOfDisruption(device)).toBe('forwarding-engine restart');
  expect(describeDisruption({ device, hostnames: ['leaf10', 'leaf11'] }, explanations)).toBe(
    `forwarding-engine restart: set forwarding-options vxlan-routing overlay-ecmp [1]
${expected}`,
  );
  expect(explanations.lines()).toEqual([
    '[1] the forwarding engine restarts, and no traffic goes through the device meanwhile (documented: Juniper, CLI reference, vxlan-routing)',
  ]);
});

test('what is hitless is not listed', () => {
  const device = changed('leaf10', '', 'set policy-options policy-statement P then accept\n');
  expect(titleOfDisruption(device)).toBe('hitless');
  expect(describeDisruption({ device, hostnames: ['leaf10'] }, new Explanations())).toBe('');
  expect(disruptions(readSet(''), readSet('set policy-options policy-statement P then accept\n'))).toHaveLength(1);
});
