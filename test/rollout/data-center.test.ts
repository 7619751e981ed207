import type { LoadedManifest } from '../../lib/manifest/read-manifest';
import { apply } from '../../lib/rollout/execute/apply';
import type { RolloutResult } from '../../lib/rollout/outcome';
import { withdrawAll } from '../../lib/rollout/execute/withdraw';
import { decodeSecret } from '../../lib/junos/tree/secret-encoding';
import { LEAF14 } from './leavers/support';
import { filesOf, useStandInCli } from '../support/synth';
import { DataCenterProject } from './support/data-center-project';

// The example is a project of its own and knows the package by name; here it is held to the source.
jest.mock('cdktf-junos-fabric', () => jest.requireActual<object>('../../lib/index'), { virtual: true });

useStandInCli();

const KEY = 'lb1-secret';
const DRAINED = ", drain: 'its network card is replaced on Thursday'";
/** The life of a data center: each test goes on where the one before has ended. */
describe('a data center from empty devices', () => {
  let project: DataCenterProject;
  let began: Record<string, readonly string[]>;
  let manifest: LoadedManifest;

  beforeAll(() => {
    process.env.LB1_KEY = KEY;
    project = new DataCenterProject();
    began = project.configurations();
  });
  afterAll(async () => {
    await project.stop();
    delete process.env.LB1_KEY;
  });

  const applied = (): Promise<RolloutResult> => project.run((options) => apply(manifest, options));

  /** What a device has now and had not, or had and has not any more. */
  function changed(before: readonly string[] = [], after: readonly string[] = []): string[] {
    return [
      ...before.filter((line) => !after.includes(line)).map((line) => `- ${line}`),
      ...after.filter((line) => !before.includes(line)).map((line) => `+ ${line}`),
    ];
  }

  test('comes up as one change, in waves that never take both spines or both attachments of a server', async () => {
    manifest = await project.synthesize();
    const result = await applied();
    expect(result.problems).toEqual([]);
    expect(result.outcome).toBe('confirmed');
    const waves = project.waves();
    expect(waves.flat().sort()).toEqual(Object.keys(began).sort());
    for (const [one, other] of [['spine1', 'spine2'], ...homesOf(manifest)]) {
      expect(waves.filter((wave) => wave.includes(one ?? '') && wave.includes(other ?? ''))).toEqual([]);
    }
    expect(await project.failures(manifest.manifest.fabric)).toEqual([]);
  });

  test('has every server on each of its leaves, and the drained attachment carries nothing', () => {
    const learned = (server: string): string[] =>
      project.lab.learnedBy(server).map(({ from, prefix }) => `${from} ${prefix}`);
    expect(learned('app1').filter((line) => line.endsWith(' 10.1.1.0/24'))).toEqual([
      'leaf13 10.1.1.0/24',
      'leaf14 10.1.1.0/24',
    ]);
    expect(learned('web1').filter((line) => line.endsWith(' 10.1.4.0/24'))).toEqual([
      'leaf11 10.1.4.0/24',
      'leaf12 10.1.4.0/24',
    ]);
    expect(learned('lb1').filter((line) => line.endsWith(' 10.1.1.0/24'))).toEqual([]);
  });

  test('has the key of lb1 on its two leaves, and nowhere in what synth left or in the journal', () => {
    const stored = Object.entries(project.configurations()).flatMap(([hostname, lines]) =>
      lines
        .filter((line) => line.includes(' secret '))
        .map((line) => [hostname, decodeSecret(line.split(' ').at(-1) ?? '')]),
    );
    expect(stored).toEqual([
      ['leaf13', KEY],
      ['leaf14', KEY],
    ]);
    const withKey = [...filesOf(project.directory)].filter(([, text]) => text.includes(KEY)).map(([name]) => name);
    // The lab has the servers' own keys.
    expect(withKey).toEqual(['lab.json']);
    expect(JSON.stringify(project.events)).not.toContain(KEY);
  });

  test('is left alone by a second apply', async () => {
    const counts = project.commitCounts();
    expect(await applied()).toMatchObject({ outcome: 'unchanged', problems: [] });
    expect(project.commitCounts()).toEqual(counts);
  });

  test('undrains an attachment by changing that leaf and nothing else', async () => {
    const before = project.configurations();
    project.edit([DRAINED, '']);
    manifest = await project.synthesize();
    const result = await applied();
    expect(result.problems).toEqual([]);
    expect(Object.entries(result.devices).filter(([, outcome]) => outcome !== 'unchanged')).toEqual([
      ['leaf14', 'confirmed'],
    ]);
    const lines = changed(before.leaf14, project.configurations().leaf14).filter(
      (line) => !line.includes('apply-macro'),
    );
    expect(lines).not.toEqual([]);
    expect(lines.filter((line) => !/app1|graceful-shutdown/.test(line))).toEqual([]);
    expect(await project.failures(manifest.manifest.fabric)).toEqual([]);
  });

  test('loses a leaf in one change, and everybody keeps his address', async () => {
    const before = project.configurations();
    project.edit(...LEAF14);
    manifest = await project.synthesize();
    const rest = await applied();
    expect(rest.problems).toEqual([]);
    expect(rest.devices).toMatchObject({
      leaf11: 'unchanged',
      leaf12: 'unchanged',
      leaf14: 'confirmed',
      spine1: 'confirmed',
    });
    expect(await project.failures(manifest.manifest.fabric)).toEqual([]);
    const after = project.configurations();
    // Without a backup in VRF_6, leaf13 need not tell attachments apart any more.
    const lines = changed(before.leaf13, after.leaf13).filter((line) => !line.includes('apply-macro'));
    expect(lines.filter((line) => !/VRF_6.*(type-5-export|route-attributes)/.test(line))).toEqual([]);
  });

  test('is withdrawn as one change, and every device is as it began but for what others may rely on by now', async () => {
    const result = await project.run((options) => withdrawAll(manifest, options));
    expect(result.problems).toEqual([]);
    expect(result.outcome).toBe('confirmed');
    const now = project.configurations();
    for (const [hostname, lines] of Object.entries(began)) {
      const left = changed(lines, now[hostname]);
      expect(left).toContain('+ set apply-groups dc1-base');
      expect(left.filter((line) => !/^\+ set (groups dc1-base |apply-groups dc1-base$)/.test(line))).toEqual([]);
    }
  });
});

/** Pairs of leaves that a server is on. */
function homesOf({ manifest }: LoadedManifest): string[][] {
  return manifest.fabric.servers.map(({ attachments }) => attachments.map(({ hostname }) => hostname));
}
