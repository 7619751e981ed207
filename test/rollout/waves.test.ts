import { waves } from '../../lib/rollout/waves';

test('one device at a time, in the order of their names, whatever the order they come in', () => {
  const changes = ['leaf12', 'leaf10', 'leaf11'].map((hostname) => ({ device: { hostname } }));
  expect(waves(changes).map((wave) => wave.map((one) => one.device.hostname))).toEqual([
    ['leaf10'],
    ['leaf11'],
    ['leaf12'],
  ]);
});
