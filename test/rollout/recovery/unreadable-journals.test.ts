import { chmodSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { apply } from '../../../lib/rollout/execute/apply';
import type { Connect } from '../../../lib/rollout/device-session';
import { resume, undo } from '../../../lib/rollout/recovery/resume';
import { reverse } from '../../../lib/rollout/recovery/reverse';
import { asOperator } from '../../support/other-operator';
import { applyAndDie } from '../support/dying-controller';
import { GuideLab } from '../support/guide-lab';

let guide: GuideLab;
beforeEach(async () => {
  guide = await GuideLab.start();
});
afterEach(async () => {
  await guide.stop();
});

/** The path that the journal of a change has. */
function journal(changeId: string): string {
  const folder = path.join(guide.options.stateDirectory, 'dc1');
  mkdirSync(folder, { recursive: true });
  return path.join(folder, `${changeId}.jsonl`);
}

function warnings(): string[] {
  return guide.events.flatMap((event) => (event.type === 'warning' ? [event.message] : []));
}

test('what is among the journals and is none keeps nobody from undoing, resuming or rolling back, and is named', async () => {
  await applyAndDie(guide, (event) => event.type === 'committed' && event.hostname === 'leaf11');
  const [directory, link, later] = ['20270101T000000Z-01', '20270101T000000Z-02', '20270101T000000Z-03'].map(journal);
  mkdirSync(directory ?? '');
  symlinkSync('nowhere', link ?? '');
  writeFileSync(later ?? '', '{"time":"2027-01-01T00:00:00Z","changeId":"x","version":2,"entry":"new"}\n');
  expect(await undo(guide.manifest(), guide.options)).toMatchObject({ outcome: 'rolledBack', undone: true });
  expect(await resume(guide.manifest(), guide.options)).toMatchObject({ outcome: 'unchanged', problems: [] });
  const { changeId } = await apply(guide.manifest(), guide.options);
  expect((await reverse(guide.manifest(), changeId, guide.options)).outcome).toBe('confirmed');
  for (const file of [directory, link, later]) {
    expect(warnings().filter((message) => message.includes(file ?? ''))).toHaveLength(3);
  }
});

test("another operator's journal is asked for by name before any device is, where nobody else may go on with it", async () => {
  await applyAndDie(guide, (event) => event.type === 'committed' && event.hostname === 'leaf11');
  const folder = path.join(guide.options.stateDirectory, 'dc1');
  const [name = ''] = readdirSync(folder).filter((one) => one.endsWith('.jsonl'));
  chmodSync(path.join(folder, name), 0o444);
  let connections = 0;
  const connect: Connect = (device) => {
    connections += 1;
    return Promise.reject(new Error(device.hostname));
  };
  for (const recover of [undo, resume]) {
    const work = asOperator(folder, () => recover(guide.manifest(), { ...guide.options, connect }));
    await expect(work).rejects.toMatchObject({
      code: 'journalUnwritable',
      message: expect.stringContaining(path.join(folder, name)) as string,
    });
  }
  expect(connections).toBe(0);
});
