import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { apply } from '../../../lib/rollout/execute/apply';
import type { RolloutEvent } from '../../../lib/rollout/events';
import { resume, undo } from '../../../lib/rollout/recovery/resume';
import { reverse } from '../../../lib/rollout/recovery/reverse';
import { withdrawAll } from '../../../lib/rollout/execute/withdraw';
import { applyAndDie } from '../support/dying-controller';
import { GuideLab } from '../support/guide-lab';

let guide: GuideLab;
beforeEach(async () => {
  guide = await GuideLab.start();
  guide
    .leaf('leaf10')
    .edit('set system location building B1\nset system root-authentication encrypted-password "$6$a$hash"');
});
afterEach(async () => {
  await guide.stop();
});

/** Host names of the devices whose configuration a change has kept, by the id of the change, the oldest first. */
function kept(directory = guide.options.stateDirectory): (readonly string[])[] {
  const folder = path.join(directory, 'dc1');
  const times = new Map(readdirSync(folder).map((name) => [name, statSync(path.join(folder, name)).mtimeMs]));
  return [...times]
    .filter(([name]) => name.endsWith('.before'))
    .sort(([, one], [, other]) => one - other)
    .map(([name]) => namesIn(path.join(folder, name)));
}

function namesIn(folder: string): string[] {
  return readdirSync(folder)
    .map((name) => path.basename(name, '.conf'))
    .sort();
}

function textOf(hostname: string, directory: string): string {
  const [folder = ''] = readdirSync(path.join(directory, 'dc1')).filter((name) => name.endsWith('.before'));
  return readFileSync(path.join(directory, 'dc1', folder, `${hostname}.conf`), 'utf8');
}

/** Two of three leaves wait for their confirmation. */
const halfway = (event: RolloutEvent): boolean => event.type === 'waveStarted' && event.wave === 3;

test('every change keeps the devices that it touches: apply, withdraw, rollback, and what resume applies', async () => {
  const all = ['leaf10', 'leaf11', 'leaf12'];
  await apply(guide.manifest(), guide.options);
  const { changeId } = await withdrawAll(guide.manifest(), guide.options);
  await reverse(guide.manifest(), changeId, guide.options);
  await withdrawAll(guide.manifest(), guide.options);
  await applyAndDie(guide, halfway);
  await resume(guide.manifest(), guide.options);
  expect(kept()).toEqual([all, all, all, all, all, all]);
});

test.each([
  ['undo', undo],
  ['resume', resume],
] as const)(
  '%s without a journal keeps what each device had before the change that it takes over',
  async (by, recover) => {
    await applyAndDie(guide, halfway);
    const stateDirectory = mkdtempSync(path.join(guide.directory, 'elsewhere-'));
    await recover(guide.manifest(), { ...guide.options, stateDirectory, fromDevices: true });
    expect(kept(stateDirectory)[0]).toEqual(['leaf10', 'leaf11']);
    if (by === 'resume') return;
    const text = textOf('leaf10', stateDirectory);
    expect(text).toContain('building B1;');
    expect(text).not.toContain('dc1');
    expect(text).not.toContain('hash');
  },
);

test('what the process that is gone has kept is not replaced by what a takeover finds', async () => {
  await applyAndDie(guide, halfway);
  const { stateDirectory } = guide.options;
  expect(textOf('leaf10', stateDirectory)).toContain('building B1;');
  const [folder = ''] = readdirSync(path.join(stateDirectory, 'dc1')).filter((name) => name.endsWith('.before'));
  appendFileSync(path.join(stateDirectory, 'dc1', folder, 'leaf10.conf'), '# read by somebody\n');
  await undo(guide.manifest(), guide.options);
  expect(textOf('leaf10', stateDirectory)).toContain('# read by somebody');
});

test('a takeover that finds nothing to do keeps nothing', async () => {
  await apply(guide.manifest(), guide.options);
  const stateDirectory = mkdtempSync(path.join(guide.directory, 'elsewhere-'));
  await resume(guide.manifest(), { ...guide.options, stateDirectory, fromDevices: true });
  expect(existsSync(path.join(stateDirectory, 'dc1')) ? kept(stateDirectory) : []).toEqual([]);
});
