import { chmodSync, lutimesSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { apply } from '../../lib/rollout/execute/apply';
import type { RolloutEvent } from '../../lib/rollout/events';
import { asOperator } from '../support/other-operator';
import { GuideLab } from './support/guide-lab';

let guide: GuideLab;
let folder: string;
beforeEach(() => {
  guide = GuideLab.inProcess();
  folder = path.join(guide.options.stateDirectory, 'dc1');
  mkdirSync(folder, { recursive: true });
});
afterEach(async () => {
  await guide.stop();
});

const LONG_AGO = new Date('2026-01-01T00:00:00Z');

/** Copies of twenty changes, as many as are kept. */
function keepTwenty(): string[] {
  return Array.from({ length: 20 }, (_, index) => {
    const copies = path.join(folder, `change-${index}.before`);
    mkdirSync(copies);
    writeFileSync(path.join(copies, 'leaf10.conf'), 'system;');
    lutimesSync(copies, LONG_AGO, LONG_AGO);
    return copies;
  });
}

function warnings(): string[] {
  return guide.events.flatMap((event) => (event.type === 'warning' ? [event.message] : []));
}

test('old copies that belong to another operator stay, which is told, and the change is done', async () => {
  const copies = keepTwenty();
  copies.forEach((one) => {
    chmodSync(one, 0o555);
  });
  const result = await asOperator(folder, () => apply(guide.manifest(), guide.options));
  copies.forEach((one) => {
    chmodSync(one, 0o755);
  });
  expect(result).toMatchObject({ outcome: 'confirmed', problems: [] });
  expect(warnings()).toEqual([
    expect.stringMatching(/^old configurations in .* could not be removed \(change-\d+\.before: /),
  ]);
});

test('a link to nothing among the old copies is one of them', async () => {
  keepTwenty();
  const link = path.join(folder, 'a.before');
  symlinkSync('nowhere', link);
  lutimesSync(link, new Date(0), new Date(0));
  expect((await apply(guide.manifest(), guide.options)).outcome).toBe('confirmed');
  expect(warnings()).toEqual([]);
  expect(readdirSync(folder)).not.toContain('a.before');
});

test('a copy that cannot be kept is told for each device, and the change is done', async () => {
  writeFileSync(path.join(folder, 'change-1.before'), '');
  const result = await apply(guide.manifest(), { ...guide.options, changeId: 'change-1' });
  expect(result.outcome).toBe('confirmed');
  expect(warnings()).toHaveLength(3);
  expect(warnings()[0]).toMatch(/^the configuration that leaf1\d had before the change could not be kept in /);
});

test('a lock that cannot be given back is told, and the change is done', async () => {
  const lock = path.join(guide.options.stateDirectory, 'dc1.lock');
  const onEvent = (event: RolloutEvent): void => {
    guide.events.push(event);
    if (event.type !== 'changeFinished') return;
    rmSync(lock);
    mkdirSync(lock);
  };
  const result = await apply(guide.manifest(), { ...guide.options, onEvent });
  expect(result.outcome).toBe('confirmed');
  expect(warnings()).toEqual([
    expect.stringContaining(`the lock ${lock} could not be removed after the change (EISDIR)`),
  ]);
});
