import { linkKey, subnetKey } from '../../lib/allocation/allocation-key';
import { vniPool } from '../../lib/allocation/pool';
import { allocated, asking, given, guidePools, told } from './support/needs';

const HOMES = ['leaf12', 'leaf9', 'leaf10'].map((leaf) => subnetKey('inet', 'server1', leaf, 'et-0/0/15', 0));

describe('a new key', () => {
  test('gets the lowest free value of its pool, in the order in which people count', () => {
    const { values } = allocated(asking('vni VRF_5', ...HOMES, 'rd VRF_5', 'route-target VRF_5'));
    expect(Object.fromEntries(values)).toEqual({
      'rd VRF_5': '1',
      'vni VRF_5': '10000',
      'route-target VRF_5': 'target:62273:10000',
      'subnet server1 leaf9 et-0/0/15': '172.16.0.0/31',
      'subnet server1 leaf10 et-0/0/15': '172.16.0.2/31',
      'subnet server1 leaf12 et-0/0/15': '172.16.0.4/31',
    });
  });

  test('gets the same whatever the order it is asked for in', () => {
    const [one, other] = [allocated(asking(...HOMES)), allocated(asking(...[...HOMES].reverse()))];
    expect(told(one.section)).toEqual(told(other.section));
  });

  test('of a cable between two devices is the same from both ends', () => {
    const [leaf, spine] = [
      { device: 'leaf10', port: 'et-0/0/48' },
      { device: 'spine1', port: 'et-0/0/10' },
    ];
    const key = 'link leaf10:et-0/0/48 spine1:et-0/0/10';
    expect([linkKey('inet', leaf, spine), linkKey('inet', spine, leaf)]).toEqual([key, key]);
    expect(allocated(asking(key, linkKey('inet6', leaf, spine))).values.get(key)).toBe('172.16.0.0/31');
  });

  test('goes around what other pool names have recorded', () => {
    const { extent } = given('vni', '10000');
    expect(allocated(asking('vni VRF_5'), new Map(), { elsewhere: [extent] }).values.get('vni VRF_5')).toBe('10001');
  });

  test('goes around values that the user gave, of any size', () => {
    const needs = {
      ...asking(HOMES[0] ?? '', 'vni VRF_5'),
      given: [given('subnet', '172.16.0.0/29'), given('vni', '10000')],
    };
    const { values, problems } = allocated(needs);
    expect([...values.values()]).toEqual(['172.16.0.8/31', '10001']);
    expect(problems).toEqual([]);
  });
});

describe('a recorded key', () => {
  const before = allocated(asking(...HOMES, 'vni VRF_5')).section;

  test('keeps its value when the pool becomes another one', () => {
    const pools = guidePools(['10.0.0.0/24'], '20000-20001');
    const { values } = allocated(asking(...HOMES, 'vni VRF_5', 'vni VRF_6'), before, { pools });
    expect(values.get('subnet server1 leaf9 et-0/0/15')).toBe('172.16.0.0/31');
    expect([values.get('vni VRF_5'), values.get('vni VRF_6')]).toEqual(['10000', '20000']);
  });

  test('that nothing asks for is kept as removed, and nothing else gets its value', () => {
    const { section } = allocated(asking('vni VRF_6'), before);
    expect(told(section)['vni VRF_5']).toBe('10000 removed');
    expect(told(section)['vni VRF_6']).toBe('10001');
  });

  test('that comes back has its old value', () => {
    const without = allocated(asking('vni VRF_6'), before).section;
    expect(told(allocated(asking('vni VRF_5', 'vni VRF_6', ...HOMES), without).section)).toMatchObject({
      'vni VRF_5': '10000',
      'subnet server1 leaf9 et-0/0/15': '172.16.0.0/31',
    });
  });
});

describe('a value that the user gives', () => {
  const before = allocated(asking('vni VRF_5', 'vni VRF_6')).section;

  test('that something else has from the pool is an error which names it', () => {
    const { problems } = allocated(
      { ...asking('vni VRF_5', 'vni VRF_6'), given: [given('vni', '10000', 'vni VRF_7')] },
      before,
    );
    expect(problems.map((problem) => problem.message)).toEqual([
      '10000 is allocated to "vni VRF_5"; give another value, or give "vni VRF_5" another one in the program\n  at dc1/given 10000',
    ]);
  });

  test('for a key that has one from the pool wins, and the old one is kept as removed', () => {
    const { section, problems } = allocated(
      { ...asking('vni VRF_6'), given: [given('vni', '5', 'vni VRF_5')] },
      before,
    );
    expect(told(section)).toEqual({ 'vni VRF_5': '10000 removed', 'vni VRF_6': '10001' });
    expect(problems).toEqual([]);
  });

  test('that is the one the key has from the pool changes nothing', () => {
    const { section } = allocated({ ...asking('vni VRF_6'), given: [given('vni', '10000', 'vni VRF_5')] }, before);
    expect(section).toEqual(before);
  });

  test('may be one that was removed', () => {
    const { problems } = allocated({ ...asking('vni VRF_6'), given: [given('vni', '10000', 'vni VRF_9')] }, before);
    expect(problems).toEqual([]);
  });

  test('for what another fabric of the same name takes from the pool is the value there too', () => {
    const { values } = allocated({ ...asking('vni VRF_5'), given: [given('vni', '77', 'vni VRF_5')] });
    expect(values.get('vni VRF_5')).toBe('77');
  });
});

describe('a pool that is used up', () => {
  const pools = [vniPool('pools.vnis', '10000-10001')];
  const keys = [1, 2, 3, 4, 5].map((n) => `vni VRF_${n}`);

  test('says which one, how much is missing, and who has nothing', () => {
    const { problems, values } = allocated(asking(...keys), new Map(), { pools });
    expect(values.size).toBe(2);
    expect(problems.map((problem) => problem.message)).toEqual([
      'pools.vnis (10000-10001) of "dc1" is used up: it has room for 2 numbers, and 3 more are needed; add a range of at ' +
        'least 3 more; these have no value:\n  vni VRF_3\n  vni VRF_4\n  vni VRF_5',
    ]);
  });

  test('says that removed keys still hold values', () => {
    const before = allocated(asking('vni VRF_1', 'vni VRF_2'), new Map(), { pools }).section;
    const [problem] = allocated(asking('vni VRF_2', 'vni VRF_3'), before, { pools }).problems;
    expect(problem?.message).toContain('; or free what 1 removed key holds there (junos-fabric allocation free)');
  });

  test('says how long a prefix would be enough', () => {
    const all = Array.from({ length: 133 }, (_, i) => `subnet server${i} leaf10 et-0/0/15`);
    const [problem] = allocated(asking(...all)).problems;
    expect(problem?.message).toContain(
      'it has room for 128 subnets of /31, and 5 more are needed; add a prefix of /28 or shorter;',
    );
  });
});

test('a key without a pool is named', () => {
  const [problem] = allocated(asking('vni VRF_5'), new Map(), { pools: [] }).problems;
  expect(problem?.code).toBe('poolMissing');
});
