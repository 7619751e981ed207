import fc from 'fast-check';
import { JunosRelease } from '../../lib/model/junos-release';

test.each([
  ['17.3R3-S1', { train: '17.3', kind: 'R', build: 3, service: 1, spin: 0, evolved: false }],
  ['19.1R2', { train: '19.1', kind: 'R', build: 2, service: 0, spin: 0, evolved: false }],
  ['19.1R2-S1.5', { train: '19.1', kind: 'R', build: 2, service: 1, spin: 5, evolved: false }],
  ['15.1X53-D60.4', { train: '15.1', kind: 'X', build: 53, service: 60, spin: 4, evolved: false }],
  ['24.2R1.17', { train: '24.2', kind: 'R', build: 1, service: 0, spin: 17, evolved: false }],
  ['22.2R3-S1.12-EVO', { train: '22.2', kind: 'R', build: 3, service: 1, spin: 12, evolved: true }],
  ['20.1I3', { train: '20.1', kind: 'I', build: 3, service: 0, spin: 0, evolved: false }],
])('%s is read', (text, expected) => {
  const release = JunosRelease.parse(text);
  expect(release).toMatchObject(expected);
  expect(release.toString()).toBe(text);
});

test.each(['', '19.1', '19.1R', 'R2', '19.1R2-D1', '19.1X53', '19.1R2-EVO.5', '19.1r2', ' 19.1R2', '119.1R2'])(
  '"%s" is no release',
  (text) => {
    expect(() => JunosRelease.parse(text)).toThrow(/is not a Junos release/);
  },
);

const number = fc.nat(99);
const release = fc
  .record({ major: number, minor: number, r: number, s: number, spin: number })
  .map(
    ({ major, minor, r, s, spin }) => `${major}.${minor}R${r}${s === 0 ? '' : `-S${s}`}${spin === 0 ? '' : `.${spin}`}`,
  );

test('every R release reads back from its text as itself, and compares to others in both directions alike', () => {
  fc.assert(
    fc.property(release, release, (a, b) => {
      const [x, y] = [JunosRelease.parse(a), JunosRelease.parse(b)];
      expect(x.toString()).toBe(a);
      expect(x.compare(x)).toBe(0);
      expect(Math.sign(x.compare(y) ?? Number.NaN)).toBe(-Math.sign(y.compare(x) ?? Number.NaN) + 0);
    }),
  );
});

test('releases are ordered by number, not as text', () => {
  const inOrder = [
    '9.6R1',
    '17.3R3',
    '17.3R3-S1',
    '17.3R3-S2',
    '17.3R3-S10',
    '17.3R10',
    '17.4R1',
    '19.1R1',
    '19.1R1.5',
  ];
  const releases = inOrder.map((text) => JunosRelease.parse(text));
  const sorted = [...releases].reverse().sort((a, b) => a.compare(b) ?? 0);
  expect(sorted.map(String)).toEqual(inOrder);
});

test('an X branch is not ordered against R releases of its train, nor Junos against Junos Evolved', () => {
  const branch = JunosRelease.parse('15.1X53-D60');
  expect(branch.compare(JunosRelease.parse('15.1R7'))).toBeUndefined();
  expect(branch.compare(JunosRelease.parse('17.3R1'))).toBeLessThan(0);
  expect(JunosRelease.parse('23.4R1').compare(JunosRelease.parse('23.4R1-EVO'))).toBeUndefined();
});
