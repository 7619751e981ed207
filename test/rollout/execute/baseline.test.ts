import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { apply } from '../../../lib/rollout/execute/apply';
import { KeptConfigurations } from '../../../lib/rollout/journal/kept-configurations';
import type { RolloutResult } from '../../../lib/rollout/outcome';
import { GuideLab } from '../support/guide-lab';

let guide: GuideLab;
beforeEach(() => {
  guide = GuideLab.inProcess();
});
afterEach(async () => {
  await guide.stop();
});

/** Applies the guide; something happens to leaf 11 as soon as it has committed. */
function applyAnd(happens: () => void): Promise<RolloutResult> {
  return apply(guide.manifest(), {
    ...guide.options,
    onEvent: (event) => {
      guide.events.push(event);
      if (event.type === 'committed' && event.hostname === 'leaf11') happens();
    },
  });
}

function reasons({ problems }: RolloutResult): string[] {
  return problems.map(({ hostname, message }) => `${hostname ?? ''}: ${message}`);
}

test.each([
  ['an alarm', { alarms: ['FPC 0 Hard errors'] }, 'Major FPC 0 Hard errors'],
  ['a core', { cores: ['/var/crash/core.rpd.0'] }, '/var/crash/core.rpd.0'],
])('%s that comes with the commit fails the device', async (what, switches, seen) => {
  const result = await applyAnd(() => Object.assign(guide.leaf('leaf11').switches, switches));
  expect(result.outcome).toBe('rolledBack');
  expect(reasons(result)[0]).toContain(`leaf11: expected no ${what.replace(/^an? /, '')} that was not there before`);
  expect(reasons(result)[0]).toContain(seen);
});

test('what was there before is told and not blamed', async () => {
  Object.assign(guide.leaf('leaf11').switches, { alarms: ['PEM 1 Not Powered'], cores: ['/var/crash/core.rpd.0'] });
  const result = await apply(guide.manifest(), guide.options);
  expect(result.outcome).toBe('confirmed');
  expect(guide.events.filter(({ type }) => type === 'preExisting')).toEqual([
    {
      type: 'preExisting',
      hostname: 'leaf11',
      found: ['alarm: Major PEM 1 Not Powered', 'core: /var/crash/core.rpd.0 2026-03-14 15:00:00 UTC'],
    },
  ]);
});

test('the whole configuration of each device that changes is kept without its secrets, for nobody but the user', async () => {
  guide.leaf('leaf10').edit('set system root-authentication encrypted-password "$6$salt$hash"');
  const { changeId } = await apply(guide.manifest(), guide.options);
  const folder = path.join(guide.directory, 'state', 'dc1', `${changeId}.before`);
  expect(readdirSync(folder).sort()).toEqual(['leaf10.conf', 'leaf11.conf', 'leaf12.conf']);
  const file = path.join(folder, 'leaf10.conf');
  const text = readFileSync(file, 'utf8');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(text).toContain('host-name leaf10;');
  expect(text).not.toContain('hash');
});

test('where nothing changes no configuration is kept, and those of old changes go', async () => {
  await apply(guide.manifest(), guide.options);
  for (let n = 1; n <= 25; n += 1) {
    const kept = new KeptConfigurations(path.join(guide.directory, 'state'), 'dc1', `change-${n}`);
    kept.keep('leaf10', 'system {\n}\n');
    kept.prune();
  }
  await apply(guide.manifest(), { ...guide.options, changeId: 'unchanged' });
  const kept = readdirSync(path.join(guide.directory, 'state', 'dc1')).filter((name) => name.endsWith('.before'));
  expect(kept).toHaveLength(20);
  expect(kept).toContain('change-25.before');
  expect(kept).not.toContain('unchanged.before');
});
