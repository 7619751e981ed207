import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FabricIntent } from '../../lib/intent/fabric-intent';
import { buildManifest } from '../../lib/manifest/build-manifest';
import { writeManifest } from '../../lib/manifest/write-manifest';
import { evaluate } from '../../lib/rules/evaluate';
import { writeReportJson } from '../../lib/rules/report-json';
import { describeReport } from '../../lib/rules/report-text';
import type { Printed } from '../support/command-line';
import { commandLine } from '../support/command-line';
import { soundFabric, withLeaf } from '../rules/sound-fabric';
import { WITHOUT_HOST_KEYS } from '../support/fabric-fixture';

const sound = soundFabric();
const singleHomed = soundFabric({ server1: { leaves: ['leaf10'] } });
const oneLoopback = withLeaf(sound, 'leaf11', { loopback: '192.168.1.10' });

/** A directory with the manifest of a fabric, as somebody may have edited it. */
function manifestOf(fabric: FabricIntent): string {
  const directory = mkdtempSync(join(tmpdir(), 'junos-fabric-check-'));
  const { manifest } = buildManifest(sound, WITHOUT_HOST_KEYS);
  writeManifest(directory, buildManifest(sound, WITHOUT_HOST_KEYS));
  writeFileSync(join(directory, 'fabric.json'), JSON.stringify({ ...manifest, fabric }));
  return directory;
}

function check(fabric: FabricIntent, ...options: string[]): Promise<Printed> {
  return commandLine(manifestOf(fabric), 'check', 'fabric.json', ...options);
}

test('a sound fabric exits with 0 and one sentence', async () => {
  expect(await check(sound)).toEqual({
    code: 0,
    stdout: 'dc1: 0 errors, 0 warnings, 0 acknowledged (rule pack default)\n',
    stderr: '',
  });
});

test('a warning is printed and exits with 0, with --strict it is an error and exits with 4', async () => {
  const { code, stdout } = await check(singleHomed);
  expect([code, stdout]).toEqual([0, describeReport(evaluate(singleHomed))]);
  const strict = await check(singleHomed, '--strict');
  expect(strict.code).toBe(4);
  expect(strict.stdout).toMatch(/^error server\/single-homed/);
});

test('an error exits with 4', async () => {
  const { code, stdout, stderr } = await check(oneLoopback);
  expect([code, stderr]).toEqual([4, '']);
  expect(stdout).toContain('leaf10 and leaf11 have the loopback 192.168.1.10\n    at dc1/leaf10\n    at dc1/leaf11\n');
});

test('the report comes as JSON and as SARIF too', async () => {
  const json = await check(oneLoopback, '--json');
  expect([json.code, json.stdout]).toEqual([4, writeReportJson(evaluate(oneLoopback))]);
  const sarif = await check(oneLoopback, '--sarif');
  expect(JSON.parse(sarif.stdout)).toMatchObject({ version: '2.1.0' });
});

test('acknowledgements of rules that only the program has are left alone', async () => {
  const acknowledgements = [{ constructPath: 'dc1', rule: 'acme/server-names', reason: 'old names' }];
  expect((await check({ ...sound, acknowledgements })).stdout).toContain('0 warnings');
});

test('a file that is no manifest exits with 2', async () => {
  const { code, stderr } = await commandLine(manifestOf(sound), 'check', 'leaf10.set');
  expect(code).toBe(2);
  expect(stderr).toMatch(/^error: .*leaf10\.set is not a manifest/);
});
