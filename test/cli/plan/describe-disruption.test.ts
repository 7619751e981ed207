import { describeDisruption, titleOfDisruption } from '../../../lib/cli/plan/describe-disruption';
import { disruptions } from '../../../lib/disruption/classify';
import { readSet } from '../../../lib/junos/formats/set-reader';
import { qfxModel } from '../../../lib/platform/qfx-models';
import { deviceDisruption } from '../../../lib/rollout/plan/impact/device-disruption';
import type { DevicePlan } from '../../../lib/rollout/plan/change-plan';

const SESSION = 'set routing-instances VRF_5 protocols bgp group server1 neighbor 172.16.104.2 peer-as';

function planned(before: string, after: string, consent: DevicePlan['consent'] = 'notNeeded'): DevicePlan {
  const [from, to] = [readSet(before), readSet(after)];
  const disruption = deviceDisruption(from, to, { model: qfxModel('qfx5120-32c') });
  return {
    hostname: 'leaf10',
    action: 'change',
    adopted: [],
    warnings: [],
    diff: '',
    lines: '',
    drift: [],
    refusals: [],
    underLock: [],
    disruption,
    consent,
  };
}

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
  const plan = planned(`${SESSION} 4220000001\n`, `${SESSION} 4220000009\n`);
  expect(titleOfDisruption(plan)).toBe('session reset');
  expect(describeDisruption(plan)).toBe(
    `session reset: ${SESSION} 4220000009
  the AS numbers are exchanged when a session opens (documented: RFC 4271, 4.2)
  together with the other end of the link or session
`,
  );
});

test.each([
  ['missing', 'apply refuses this without Consent.forwardingRestart for leaf10\n'],
  ['given', 'leaf10 has Consent.forwardingRestart for this\n'],
] as const)('where a consent is %s it says so', (consent, expected) => {
  const plan = planned('', 'set forwarding-options vxlan-routing overlay-ecmp\n', consent);
  expect(titleOfDisruption(plan)).toBe('forwarding-engine restart');
  expect(describeDisruption(plan)).toBe(
    `forwarding-engine restart: set forwarding-options vxlan-routing overlay-ecmp
  the forwarding engine restarts, and no traffic goes through the device meanwhile (documented: Juniper, CLI reference, vxlan-routing)
${expected}`,
  );
});

test('what is hitless is not listed', () => {
  const plan = planned('', 'set policy-options policy-statement P then accept\n');
  expect(titleOfDisruption(plan)).toBe('hitless');
  expect(describeDisruption(plan)).toBe('');
  expect(disruptions(readSet(''), readSet('set policy-options policy-statement P then accept\n'))).toHaveLength(1);
});
