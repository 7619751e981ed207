import { inherit } from '../../../lib/junos/inheritance/inheritance';
import { readSet } from '../../../lib/junos/formats/set-reader';
import { effectProblems } from '../../../lib/rollout/group/effect';

const OURS = `set interfaces et-0/0/15 description "to server1"
set interfaces et-0/0/15 unit 0 family inet address 172.16.104.1/30
set routing-instances VRF_5 instance-type vrf
set routing-instances VRF_5 interface et-0/0/15.0
set policy-options policy-statement SERVER_1_IN then reject
`;
const GROUPED = OURS.replaceAll(/^set /gm, 'set groups dc1 ');

function problems(around: string, ownedVrfs: readonly string[] = ['VRF_5']): string[] {
  const device = readSet(`${around}${GROUPED}set apply-groups dc1\n`);
  const wanted = [{ name: 'dc1', content: readSet(OURS), exclusive: true }];
  return effectProblems('leaf10', wanted, inherit(device), new Set(ownedVrfs)).map(({ code }) => code);
}

test('a device that has nothing of its own there does what the group says', () => {
  expect(problems('set interfaces et-0/0/14 description other\n')).toEqual([]);
});

test('an explicit value masks ours', () => {
  expect(problems('set interfaces et-0/0/15 description other\n')).toEqual(['statementMasked']);
});

test('the same statement standing explicitly is not ours', () => {
  expect(problems('set interfaces et-0/0/15 description "to server1"\n')).toEqual(['statementMasked']);
});

test('an earlier group masks ours', () => {
  expect(problems('set groups site interfaces et-0/0/15 description other\nset apply-groups site\n')).toEqual([
    'statementMasked',
  ]);
});

describe('a value that an interface-range gives to our port', () => {
  const range = (...lines: readonly string[]): string =>
    ['member et-0/0/15', ...lines].map((line) => `set interfaces interface-range servers ${line}\n`).join('');

  test('masks nothing where it is ours', () => {
    expect(problems(range('description "to server1"'))).toEqual([]);
    expect(problems(range('unit 0 family inet address 172.16.104.1/30'))).toEqual([]);
  });

  test('masks ours where it is another, and is foreign where we have none', () => {
    expect(problems(range('description other'))).toEqual(['statementMasked']);
    expect(problems(range('mtu 9000'))).toEqual(['foreignStatement']);
  });

  test('is said to be of the range', () => {
    const device = readSet(`${range('description other', 'mtu 9000')}${GROUPED}set apply-groups dc1\n`);
    const wanted = [{ name: 'dc1', content: readSet(OURS), exclusive: true }];
    const [masked, foreign] = effectProblems('leaf10', wanted, inherit(device), new Set());
    expect(masked?.message).toContain('interface-range servers says `set interfaces et-0/0/15 description other`');
    expect(foreign?.message).toContain('interface-range servers');
  });
});

test('groups that somebody applies to our port are nothing foreign where a device shows them in effect', () => {
  const effective = inherit(readSet(`${GROUPED}set apply-groups dc1\n`));
  effective.set('interfaces', 'et-0/0/15', 'apply-groups', 'MORE');
  effective.set('interfaces', 'et-0/0/15', 'apply-groups-except', 'OTHERS');
  const wanted = [{ name: 'dc1', content: readSet(OURS), exclusive: true }];
  expect(effectProblems('leaf10', wanted, effective, new Set(['VRF_5']))).toEqual([]);
});

test('a group that is excepted has no effect there', () => {
  expect(problems('set interfaces et-0/0/15 apply-groups-except dc1\n')).toContain('statementMasked');
});

test('a foreign statement under our port, VRF or policy is refused', () => {
  expect(problems('set interfaces et-0/0/15 mtu 9000\n')).toEqual(['foreignStatement']);
  expect(problems('set routing-instances VRF_5 description other\n')).toEqual(['foreignStatement']);
  expect(problems('set policy-options policy-statement SERVER_1_IN term x then accept\n')).toEqual([
    'foreignStatement',
  ]);
});

test('a wildcard group that reaches our port is foreign too', () => {
  expect(problems('set groups site interfaces <et-*> mtu 9000\nset apply-groups site\n')).toEqual(['foreignStatement']);
});

test('in the VRF of others, what they have in a group of a DHCP relay of which we say something is theirs', () => {
  const group = 'routing-instances VRF_5 forwarding-options dhcp-relay group USERS interface';
  const content = readSet(`set ${group} et-0/0/15.0\n`);
  const device = readSet(`set ${group} irb.10\nset groups dc1 ${group} et-0/0/15.0\nset apply-groups dc1\n`);
  expect(effectProblems('leaf10', [{ name: 'dc1', content, exclusive: true }], inherit(device), new Set())).toEqual([]);
});

test('in the VRF of others, what they have there is theirs', () => {
  const theirs = `set interfaces et-0/0/14 description other
set routing-instances VRF_5 interface et-0/0/14.0
set routing-instances VRF_5 description theirs
`;
  expect(problems(theirs, [])).toEqual([]);
});
