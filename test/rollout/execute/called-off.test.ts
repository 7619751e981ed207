import { apply } from '../../../lib/rollout/execute/apply';
import type { ApplyOptions } from '../../../lib/rollout/execute/apply';
import type { RolloutEvent } from '../../../lib/rollout/events';
import type { RolloutResult } from '../../../lib/rollout/outcome';
import { GuideLab } from '../support/guide-lab';
import type * as RememberedXml from '../support/remembered-xml';

jest.mock('../../../lib/junos/formats/xml', () =>
  jest
    .requireActual<typeof RememberedXml>('../support/remembered-xml')
    .rememberingXml(jest.requireActual('../../../lib/junos/formats/xml')),
);

/** Applies the guide and calls it off at the n-th event. */
async function callOffAt(
  place: number,
  options: Partial<ApplyOptions> = {},
): Promise<{ guide: GuideLab; result: RolloutResult; last: RolloutEvent | undefined }> {
  const guide = GuideLab.inProcess();
  const controller = new AbortController();
  let last: RolloutEvent | undefined;
  const result = await apply(guide.manifest(), {
    ...guide.options,
    ...options,
    signal: controller.signal,
    onEvent: (event) => {
      guide.events.push(event);
      if (guide.events.length !== place) return;
      last = event;
      controller.abort();
    },
  });
  return { guide, result, last };
}

async function countEvents(): Promise<number> {
  const { guide } = await callOffAt(-1);
  await guide.stop();
  return guide.events.length;
}

test('called off at any event, a change is rolled back or, once decided, ends; nothing is left on any device', async () => {
  const count = await countEvents();
  const seen = new Set<string>();
  for (let place = 1; place <= count; place += 1) {
    const { guide, result, last } = await callOffAt(place);
    seen.add(last?.type ?? 'none');
    const names = `event ${place}: ${last?.type ?? 'none'}`;
    const isDecided = guide.events.some((event) => event.type === 'decided' && event.decision === 'confirm');
    expect([names, result.outcome]).toEqual([
      names,
      isDecided ? 'confirmed' : expect.stringMatching(/^(refused|rolledBack)$/),
    ]);
    if (!isDecided) {
      expect([names, guide.touchedLeaves()]).toEqual([names, []]);
      expect(result.problems.map(({ code }) => code)).toContain('calledOff');
    }
    for (const leaf of ['leaf10', 'leaf11', 'leaf12']) {
      expect([names, guide.leaf(leaf).database.pending, guide.leaf(leaf).database.lockHolder]).toEqual([
        names,
        undefined,
        undefined,
      ]);
    }
    await guide.stop();
  }
  expect([...seen]).toEqual(
    expect.arrayContaining(['changeStarted', 'connected', 'staged', 'waveStarted', 'committed', 'checking', 'decided']),
  );
});

test('a change that is held, or watched, ends at once when it is called off', async () => {
  const guide = GuideLab.inProcess();
  const controller = new AbortController();
  const result = await apply(guide.manifest(), {
    ...guide.options,
    soakMs: 3_600_000,
    longestConfirmMinutes: 1000,
    signal: controller.signal,
    onEvent: (event) => {
      guide.events.push(event);
      if (event.type === 'soaking') controller.abort();
    },
  });
  expect(result.outcome).toBe('rolledBack');
  expect(guide.touchedLeaves()).toEqual([]);
  await guide.stop();
});
