import { apply } from '../../../lib/rollout/execute/apply';
import { GuideLab } from '../support/guide-lab';

let guide: GuideLab;
afterEach(async () => {
  await guide.stop();
});

function told(...types: readonly string[]): string[] {
  return guide.story().filter((line) => types.includes(line.split(' ')[0] ?? ''));
}

test('a rolling change confirms each wave before the next one is committed', async () => {
  guide = await GuideLab.start();
  const result = await apply(guide.manifest(), { ...guide.options, mode: 'rolling' });
  expect(result.problems).toEqual([]);
  expect(result.outcome).toBe('confirmed');
  expect(told('committed', 'confirmed')).toEqual(
    ['leaf10', 'leaf11', 'leaf12'].flatMap((leaf) => [`committed ${leaf}`, `confirmed ${leaf}`]),
  );
  expect(guide.leaf('leaf10').database.history[0]?.log).toMatch(/ rolling confirmed$/);
});

test('what is confirmed stays when a later wave fails, and the change stops there', async () => {
  guide = await GuideLab.start({ leaf11: 4220000099 });
  const result = await apply(guide.manifest(), { ...guide.options, mode: 'rolling' });
  expect(result.outcome).toBe('partiallyApplied');
  expect(result.devices).toEqual({ leaf10: 'confirmed', leaf11: 'rolledBack', leaf12: 'unchanged' });
  expect(guide.touchedLeaves()).toEqual(['leaf10']);
});

test('a device that fails within the budget takes its part back, and the change goes on without it', async () => {
  guide = await GuideLab.start({ leaf11: 4220000099 });
  const result = await apply(guide.manifest(), { ...guide.options, mode: 'rolling', failureBudget: 1 });
  expect(result.outcome).toBe('partiallyApplied');
  expect(result.devices).toEqual({ leaf10: 'confirmed', leaf11: 'rolledBack', leaf12: 'confirmed' });
  expect(guide.touchedLeaves()).toEqual(['leaf10', 'leaf12']);
});

test('the manifest says how it is rolled out, and an option overrides it', async () => {
  guide = await GuideLab.start();
  const manifest = guide.manifest({
    ...guide.fabric(),
    rollout: { mode: 'rolling', canary: 'leaf12', soakTimeSec: 30 },
  });
  const result = await apply(manifest, { ...guide.options, canary: 'leaf11', soakMs: undefined });
  expect(result.outcome).toBe('confirmed');
  expect(told('committed')).toEqual(['committed leaf11', 'committed leaf10', 'committed leaf12']);
  expect(told('soaking')).toHaveLength(3);
  expect(guide.journals()).toContain('"mode":"rolling"');
});

test('what fails while a wave is watched rolls the change back', async () => {
  guide = await GuideLab.start();
  const result = await apply(guide.manifest(), {
    ...guide.options,
    soakMs: 60_000,
    onEvent: (event) => {
      guide.events.push(event);
      if (event.type === 'soaking' && event.wave === 2) guide.lab.state.pullCable('leaf11', 'et-0/0/15');
    },
  });
  expect(result.outcome).toBe('rolledBack');
  expect(result.problems.map(({ hostname, code }) => [hostname, code])).toEqual([['leaf11', 'checksFailed']]);
  expect(guide.touchedLeaves()).toEqual([]);
});
