import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EMPTY_LOCK_FILE } from '../../lib/allocation/lock-file';
import { writeLockFile } from '../../lib/allocation/lock-file-store';
import { readWholeLockFile } from '../../lib/allocation/read-lock-file';
import { memberRecord } from '../../lib/intent/record-member';
import { guideProject } from '../support/command-line';

const project = guideProject();
const { junosFabric } = project;

function pathOf(file: string): string {
  return join(project.fabric.directory, file);
}

/** The lock file of a program that had the guide's leaves, and has these of them no more. */
function lockFileWithout(...gone: readonly string[]): void {
  const { devices, name } = project.fabric.intent;
  const members = devices.map((device) => {
    const record = memberRecord(device, name, 'known_hosts');
    return [device.hostname, { record, left: gone.includes(device.hostname) }] as const;
  });
  writeFileSync(pathOf('fabric.lock.json'), writeLockFile(EMPTY_LOCK_FILE, new Map([[name, new Map(members)]])));
  writeFileSync(pathOf('known_hosts'), project.fabric.lab.knownHosts);
}

function listed(): string[] {
  const { members } = readWholeLockFile(readFileSync(pathOf('fabric.lock.json'), 'utf8'), 'fabric.lock.json');
  return [...members.values()].flatMap((of) => [...of.keys()]);
}

test('a device is forgotten when it carries nothing of the fabric any more, and no sooner', async () => {
  await junosFabric('apply');
  lockFileWithout('leaf11');
  const early = await junosFabric('forget', 'leaf11');
  expect(early.code).toBe(1);
  expect(early.stderr).toContain('leaf11 still carries the group dc1; withdraw it first');
  expect(listed()).toEqual(['leaf10', 'leaf11', 'leaf12']);
  await junosFabric('withdraw', '--device', 'leaf11');
  expect(await junosFabric('forget', 'leaf11')).toEqual({
    code: 0,
    stdout: 'forgot leaf11 (dc1); commit fabric.lock.json and synthesize again\n',
    stderr: '',
  });
  expect(listed()).toEqual(['leaf10', 'leaf12']);
});

test('one that does not answer is forgotten only by somebody who says why', async () => {
  lockFileWithout('leaf11');
  await project.fabric.lab.device('leaf11').stop();
  const silent = await junosFabric('forget', 'leaf11');
  expect(silent.code).toBe(1);
  expect(silent.stderr).toContain("where it is gone for good, say why with --unreachable '<why>'");
  expect((await junosFabric('forget', 'leaf11', '--unreachable', ' ')).code).toBe(1);
  expect(listed()).toContain('leaf11');
  const forgotten = await junosFabric('forget', 'leaf11', '--unreachable', 'burnt down');
  expect(forgotten).toMatchObject({ code: 0, stdout: expect.stringContaining('unreachable: burnt down') as string });
  expect(listed()).toEqual(['leaf10', 'leaf12']);
});

test('the devices of a fabric that has left the code are forgotten although no program is there to mark them', async () => {
  lockFileWithout();
  for (const hostname of ['leaf10', 'leaf11', 'leaf12']) expect((await junosFabric('forget', hostname)).code).toBe(0);
  expect(listed()).toEqual([]);
});

test('a name that the lock file does not list is refused with those that it lists', async () => {
  lockFileWithout('leaf11');
  const { code, stderr } = await junosFabric('forget', 'leaf13');
  expect(code).toBe(2);
  expect(stderr).toContain('fabric.lock.json lists no device leaf13; it has leaf10, leaf11, leaf12');
});
