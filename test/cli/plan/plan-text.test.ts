import { summaryOf } from '../../../lib/cli/plan/plan-summary';
import { planText } from '../../../lib/cli/plan/plan-text';
import { paletteFor } from '../../../lib/cli/palette';
import { RecordingHost } from '../../support/recording-host';
import { expectGolden } from '../../support/golden';
import { changed, shownPlan, unchanged } from './support/plans';

const host = new RecordingHost();
const style = { palette: paletteFor(host.stdout, host), columns: 100, isSummary: false };

const BEFORE = 'set interfaces et-0/0/15 mtu 9000\n';
const JUMBO = 'set interfaces et-0/0/15 mtu 9192\n';
const LEAVES = Array.from({ length: 10 }, (_, index) => `leaf${index + 1}`);

test('what a plan comes to is said first, equal changes once, and a reason once, within the width', () => {
  const odd = changed('leaf11', BEFORE, `${JUMBO}set system host-name leaf11\n`);
  const shown = shownPlan([...LEAVES.map((leaf) => changed(leaf, BEFORE, JUMBO)), odd, unchanged('leaf12')]);
  expectGolden('golden/cli/plan.txt', planText(shown, style));
  expectGolden('golden/cli/plan-60-columns.txt', planText(shown, { ...style, columns: 60 }));
});

test('a summary says what the whole says first, and the waves', () => {
  const shown = shownPlan(LEAVES.map((leaf) => changed(leaf, BEFORE, JUMBO)));
  const summary = planText(shown, { ...style, isSummary: true });
  expect(summary).not.toContain('mtu');
  expect(summary).toContain('worst disruption: interface flap (leaf1, leaf2, leaf3, leaf4, leaf5 and 5 more)\n');
  expect(summary).toContain('10 waves (at least 1 needed), transaction:\n');
});

test('what apply would refuse is counted before anything else is shown', () => {
  const refusal = { code: 'configurationLocked', hostname: 'leaf1', message: 'leaf1 is locked by alice' } as const;
  const devices = [{ ...changed('leaf1', BEFORE, JUMBO), refusals: [refusal, refusal] }, unchanged('leaf2')];
  const shown = shownPlan(devices);
  expect(summaryOf(shown)).toMatchObject({
    isRefused: true,
    verdict: 'Apply would refuse this: 2 reasons, on leaf1.',
  });
  expect(planText(shown, style).indexOf('refuse')).toBeLessThan(planText(shown, style).indexOf('mtu'));
});

test('devices that could not be looked at are counted', () => {
  const problem = { code: 'connectionRefused', hostname: 'leaf2', message: 'leaf2 refused the connection' };
  const unseen = { ...unchanged('leaf2'), action: undefined, notLooked: problem };
  expect(summaryOf(shownPlan([unchanged('leaf1'), unseen])).title).toBe(
    'dc1: no changes on 1 of 2 devices. 1 device could not be looked at.',
  );
  expect(summaryOf(shownPlan([unseen])).title).toBe('dc1: no device could be looked at.');
});

test('a server counts once, and only where one of its attachments changes', () => {
  const server = (name: string, ...hostnames: string[]) =>
    ({ name, attachments: hostnames.map((hostname) => ({ hostname })) }) as never;
  const servers = [server('a', 'leaf1', 'leaf2'), server('b', 'leaf2'), server('c', 'leaf3')];
  const devices = [changed('leaf1', BEFORE, JUMBO), changed('leaf2', BEFORE, JUMBO), unchanged('leaf3')];
  expect(summaryOf(shownPlan(devices, servers)).facts[0]).toBe('servers attached to them: 2 of 3');
});
