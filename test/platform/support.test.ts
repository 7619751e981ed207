import fc from 'fast-check';
import { JunosRelease } from '../../lib/model/junos-release';
import { QFX_MODELS, qfxModel } from '../../lib/platform/qfx-models';
import { support } from '../../lib/platform/support';

function verdict(model: string, release: string): string {
  return support(qfxModel(model), JunosRelease.parse(release)).verdict;
}

test.each([
  ['qfx10002-60c', '19.1R2', 'supported'],
  ['qfx10002-60c', '19.1R2-S1', 'supported'],
  ['qfx10002-60c', '19.1R2.8', 'supported'],
  ['qfx10002-60c', '19.1R3', 'supported'],
  ['qfx10002-60c', '19.1R10', 'supported'],
  ['qfx10002-60c', '19.1R1', 'unsupported'],
  ['qfx10002-60c', '19.1R1-S9.3', 'unsupported'],
  ['qfx10002-60c', '18.4R3', 'unsupported'],
  ['qfx10002-60c', '17.3R3-S1', 'unsupported'],
  ['qfx10002-60c', '19.2R1', 'unstated'],
  ['qfx10002-60c', '23.4R2-S5.8', 'unstated'],
  ['qfx10002-60c', '19.1I2', 'unstated'],
  ['qfx10002-60c', '15.1X53-D60.4', 'unsupported'],
  ['qfx5120-32c', '19.1R2', 'supported'],
  ['qfx5120-32c', '18.4R2', 'unsupported'],
  ['qfx10002-36q', '17.3R3-S1', 'supported'],
  ['qfx10002-36q', '17.3R3-S10', 'supported'],
  ['qfx10002-36q', '17.3R3-S1.5', 'supported'],
  ['qfx10002-36q', '17.3R3.10', 'unsupported'],
  ['qfx10002-36q', '17.4R1', 'unstated'],
  ['qfx5120-48y-8c', '17.3R3-S1', 'supported'],
  ['qfx5130-32cd', '23.4R2-EVO', 'unstated'],
  ['qfx5130-32cd', '23.4R2', 'unsupported'],
  ['qfx10002-60c', '19.1R2-EVO', 'unsupported'],
])('%s with %s is %s', (model, release, expected) => {
  expect(verdict(model, release)).toBe(expected);
});

test('two models are stated from 19.1R2, all others of the reference design from 17.3R3-S1', () => {
  const from = (release: string | undefined): string[] =>
    QFX_MODELS.filter(({ statedFrom }) => statedFrom === release).map(({ name }) => name);
  expect(from('19.1R2')).toEqual(['qfx10002-60c', 'qfx5120-32c']);
  expect(from(undefined)).toEqual(['qfx5130-32cd', 'qfx5700']);
  expect(from('17.3R3-S1')).toHaveLength(QFX_MODELS.length - 4);
});

test('the reason names the model, the first release and its train', () => {
  expect(support(qfxModel('qfx5120-32c'), JunosRelease.parse('18.4R2')).why).toBe(
    'the design is stated for QFX5120-32C from 19.1R2 and later releases of train 19.1',
  );
  expect(support(qfxModel('qfx5130-32cd'), JunosRelease.parse('23.4R2')).why).toBe(
    'QFX5130-32CD runs Junos OS Evolved',
  );
});

const number = fc.nat(30);
const anyRelease = fc
  .record({ major: number, minor: fc.integer({ min: 1, max: 4 }), r: number, s: number })
  .map(({ major, minor, r, s }) => `${major}.${minor}R${r}${s === 0 ? '' : `-S${s}`}`);

test('within a train a later release is never supported less than an earlier one, and a spin changes nothing', () => {
  fc.assert(
    fc.property(fc.constantFrom(...QFX_MODELS), anyRelease, anyRelease, fc.nat(99), (model, a, b, spin) => {
      const [one, other] = [JunosRelease.parse(a), JunosRelease.parse(b)];
      const [first, second] = (one.compare(other) ?? 0) <= 0 ? [one, other] : [other, one];
      const rank = { unsupported: 0, unstated: 1, supported: 1 };
      expect(rank[support(model, first).verdict]).toBeLessThanOrEqual(rank[support(model, second).verdict]);
      expect(support(model, JunosRelease.parse(`${a}.${spin}`))).toEqual(support(model, one));
    }),
  );
});
