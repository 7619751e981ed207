import { Survives } from '../../lib/index';
import { survivesIntent } from '../../constructs/server/survives';

test.each([
  ['leaf', Survives.anySingleLeaf()],
  ['spine', Survives.anySingleSpine()],
  ['link', Survives.anySingleLink()],
  ['session', Survives.anySingleSession()],
  ['failureDomain', Survives.anySingleFailureDomain()],
  ['wave', Survives.anySingleWave()],
])('what must survive any single %s is in the intent', (anySingle, demand) => {
  expect(survivesIntent([demand])).toEqual({ survives: [{ anySingle }] });
});

test('demands are sorted, with the paths that each wants left', () => {
  const demands = [
    Survives.anySingleSpine({ paths: 10 }),
    Survives.anySingleSpine({ paths: 2 }),
    Survives.anySingleLeaf(),
  ];
  expect(survivesIntent(demands).survives).toEqual([
    { anySingle: 'leaf' },
    { anySingle: 'spine', paths: 2 },
    { anySingle: 'spine', paths: 10 },
  ]);
});

test('where nothing is demanded there is no property, and an empty list demands nothing', () => {
  expect(survivesIntent(undefined)).toEqual({});
  expect(survivesIntent([])).toEqual({ survives: [] });
});
