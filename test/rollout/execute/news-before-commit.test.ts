import type { ApplyOptions } from '../../../lib/rollout/execute/apply';
import { apply } from '../../../lib/rollout/execute/apply';
import type { RolloutResult } from '../../../lib/rollout/outcome';
import { GuideLab } from '../support/guide-lab';

let guide: GuideLab;
beforeEach(() => {
  guide = GuideLab.inProcess();
});
afterEach(async () => {
  await guide.stop();
});

/** Applies the guide's fabric; somebody commits on leaf12, which changes last, once it is staged and before its wave. */
function applyWhile(line: string, mode: ApplyOptions['mode']): Promise<RolloutResult> {
  return apply(guide.manifest(), {
    ...guide.options,
    mode,
    onEvent: (event) => {
      guide.events.push(event);
      if (event.type === 'waveStarted' && event.wave === 1) guide.leaf('leaf12').edit(line);
    },
  });
}

describe.each(['transaction', 'rolling'] as const)('%s', (mode) => {
  const kept = mode === 'transaction' ? 'rolledBack' : 'confirmed';

  test.each([
    ['masks a statement of the change', 'set interfaces et-0/0/15 description mine', 'statementMasked'],
    ['stands under what it owns', 'set interfaces et-0/0/15 mtu 4000', 'foreignStatement'],
    ['takes a prerequisite away', 'delete routing-options forwarding-table export', 'prerequisiteMissing'],
    ['has a group of its name', 'set groups dc1 system location building B1', 'groupNotOurs'],
    ['makes it another device', 'set system host-name leaf99', 'wrongDevice'],
  ])(
    'what is committed between staging and commit, and %s, keeps that device from committing',
    async (_, line, code) => {
      const result = await applyWhile(line, mode);
      expect(result.problems).toMatchObject([{ hostname: 'leaf12', code }]);
      expect(result.devices).toEqual({ leaf10: kept, leaf11: kept, leaf12: 'unchanged' });
      expect(guide.leaf('leaf12').database.lockHolder).toBeUndefined();
      expect(guide.leaf('leaf12').database.isModified).toBe(false);
    },
  );

  test('what is committed there and has nothing to do with it stops nothing, and stays', async () => {
    const result = await applyWhile('set system location building B1', mode);
    expect(result).toMatchObject({ outcome: 'confirmed', problems: [] });
    expect(guide.leaf('leaf12').database.committed.has('system', 'location', 'building', 'B1')).toBe(true);
  });
});
