import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../lib/cli/program';
import type { FabricIntent } from '../../lib/intent/fabric-intent';
import { buildManifest } from '../../lib/manifest/build-manifest';
import { writeManifest } from '../../lib/manifest/write-manifest';
import { evaluate } from '../../lib/rules/evaluate';
import { writeReportJson } from '../../lib/rules/report-json';
import { describeReport } from '../../lib/rules/report-text';
import { soundFabric, withLeaf } from '../rules/sound-fabric';
import { RecordingHost } from '../support/recording-host';

const sound = soundFabric();
const singleHomed = soundFabric({ server1: { leaves: ['leaf10'] } });
const oneLoopback = withLeaf(sound, 'leaf11', { loopback: '192.168.1.10' });

/** A directory with the manifest of a fabric, as somebody may have edited it. */
function manifestOf(fabric: FabricIntent): string {
  const directory = mkdtempSync(join(tmpdir(), 'junos-fabric-check-'));
  const { manifest } = buildManifest(sound);
  writeManifest(directory, buildManifest(sound));
  writeFileSync(join(directory, 'fabric.json'), JSON.stringify({ ...manifest, fabric }));
  return directory;
}

async function check(fabric: FabricIntent, ...options: string[]): Promise<{ code: number; out: string; err: string }> {
  const host = new RecordingHost({ workingDirectory: manifestOf(fabric) });
  const code = await run(['check', 'fabric.json', ...options], host);
  return { code, out: host.stdout.text, err: host.stderr.text };
}

test('a sound fabric exits with 0 and one sentence', async () => {
  expect(await check(sound)).toEqual({
    code: 0,
    out: 'dc1: 0 errors, 0 warnings, 0 acknowledged (rule pack default)\n',
    err: '',
  });
});

test('a warning is printed and exits with 0, with --strict it is an error and exits with 4', async () => {
  const { code, out } = await check(singleHomed);
  expect([code, out]).toEqual([0, describeReport(evaluate(singleHomed))]);
  const strict = await check(singleHomed, '--strict');
  expect(strict.code).toBe(4);
  expect(strict.out).toMatch(/^error server\/single-homed/);
});

test('an error exits with 4', async () => {
  const { code, out, err } = await check(oneLoopback);
  expect([code, err]).toEqual([4, '']);
  expect(out).toContain('leaf10 and leaf11 have the loopback 192.168.1.10\n    at dc1/leaf10\n    at dc1/leaf11\n');
});

test('the report comes as JSON and as SARIF too', async () => {
  const json = await check(oneLoopback, '--json');
  expect([json.code, json.out]).toEqual([4, writeReportJson(evaluate(oneLoopback))]);
  const sarif = await check(oneLoopback, '--sarif');
  expect(JSON.parse(sarif.out)).toMatchObject({ version: '2.1.0' });
});

test('acknowledgements of rules that only the program has are left alone', async () => {
  const acknowledgements = [{ constructPath: 'dc1', rule: 'acme/server-names', reason: 'old names' }];
  expect((await check({ ...sound, acknowledgements })).out).toContain('0 warnings');
});

test('a file that is no manifest exits with 2', async () => {
  const host = new RecordingHost({ workingDirectory: manifestOf(sound) });
  expect(await run(['check', 'leaf10.set'], host)).toBe(2);
  expect(host.stderr.text).toMatch(/^error: .*leaf10\.set is not a manifest/);
});
