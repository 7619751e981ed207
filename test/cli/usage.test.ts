import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT_CODE_MEANINGS } from '../../lib/cli/exit-code';
import { run } from '../../lib/cli/program';
import { commandLine } from '../support/command-line';
import { RecordingHost } from '../support/recording-host';

const directories: string[] = [];

afterAll(() => {
  directories.forEach((directory) => {
    rmSync(directory, { recursive: true });
  });
});

function emptyDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'junos-fabric-cli-'));
  directories.push(directory);
  return directory;
}

function stackDirectory(project: string, stack: string, manifest: string): string {
  const directory = join(project, 'cdktf.out', 'stacks', stack, 'junos');
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'fabric.json'), manifest);
  return directory;
}

const REMOVED = {
  hostname: 'leaf11',
  managementAddress: '192.0.2.11',
  managementPort: 830,
  login: { method: 'agent', user: 'netops' },
  group: 'dc1',
  removalPolicy: 'WITHDRAW',
};

describe('wrong usage ends with 2, one readable message and no stack trace', () => {
  test.each([
    [['destroy'], "unknown command 'destroy'"],
    [['plan', '--verbose'], "unknown option '--verbose'"],
    [['plan', '--digest', 'abc'], 'Give a SHA-256 digest'],
    [['apply', '--check-timeout', 'soon'], 'Give a whole number, 0 or more'],
    [['apply', '--confirm-timeout', '0'], 'Give a whole number, 1 or more'],
    [['apply', '--allow-overwrite-drift', 'leaf10'], 'Give device=digest'],
    [['apply', '--break-lock', ' '], 'Say why you know that the process is gone'],
    [['show'], "missing required argument 'device'"],
    [['withdraw', '--all', '--device', 'leaf10'], "option '--all' cannot be used with option '--device <device>'"],
    [['lab', 'advance'], "required option '--seconds <n>' not specified"],
  ])('%j', async (argv, message) => {
    const host = new RecordingHost();
    expect(await run(argv, host)).toBe(2);
    expect(host.stderr.text).toContain(message);
    expect(host.stderr.text).not.toMatch(/\n {4}at /);
    expect(host.stdout.text).toBe('');
  });

  test('no manifest below the directory', async () => {
    const workingDirectory = emptyDirectory();
    const host = new RecordingHost({ workingDirectory });
    expect(await run(['plan'], host)).toBe(2);
    expect(host.stderr.text).toBe(
      `error: there is no cdktf.out/stacks/*/junos/fabric.json below ${workingDirectory}; synthesize first (cdktf synth), or name one with --manifest\n`,
    );
  });

  test('several manifests below the directory are named', async () => {
    const workingDirectory = emptyDirectory();
    stackDirectory(workingDirectory, 'dc2', '{}');
    stackDirectory(workingDirectory, 'dc1', '{}');
    const host = new RecordingHost({ workingDirectory });
    expect(await run(['apply'], host)).toBe(2);
    expect(host.stderr.text).toContain(
      '  cdktf.out/stacks/dc1/junos/fabric.json\n  cdktf.out/stacks/dc2/junos/fabric.json\n',
    );
  });

  test('a manifest that is none', async () => {
    const workingDirectory = emptyDirectory();
    stackDirectory(workingDirectory, 'dc1', '{ "manifestVersion": 2 }');
    const host = new RecordingHost({ workingDirectory });
    expect(await run(['verify'], host)).toBe(2);
    expect(host.stderr.text).toMatch(/^error: .*fabric\.json/);
  });

  test('a consent without a reason', async () => {
    const host = new RecordingHost();
    const options = ['--manifest', 'fabric.json', '--removed', JSON.stringify(REMOVED)];
    expect(await run(['withdraw', ...options, '--allow-forwarding-restart', 'leaf10'], host)).toBe(2);
    expect(host.stderr.text).toContain('a consent needs a reason');
  });

  test.each([
    [{ hostname: 'leaf11' }, 'group: '],
    [{ ...REMOVED, group: '../dc1' }, 'group: is not the name of a fabric'],
    [{ ...REMOVED, hostname: '../../leaf11' }, 'hostname: is not a host name'],
  ])('a removed device that is none, or would lead out of the state directory: %j', async (device, reason) => {
    const options = ['--manifest', 'fabric.json', '--removed', JSON.stringify(device)];
    const { code, stderr } = await commandLine(emptyDirectory(), 'withdraw', ...options);
    expect(code).toBe(2);
    expect(stderr).toContain('--removed is not the JSON of a device');
    expect(stderr).toContain(reason);
  });
});

test('with --json an error is also one line of JSON', async () => {
  const host = new RecordingHost({ workingDirectory: emptyDirectory() });
  expect(await run(['plan', '--json'], host)).toBe(2);
  expect(JSON.parse(host.stdout.text)).toEqual({
    error: { code: 'noManifest', message: expect.stringContaining('synthesize first') as string },
  });
});

test.each([['--help'], ['plan --help'], ['apply --help'], ['lab --help']])('%s ends with 0', async (line) => {
  const host = new RecordingHost();
  expect(await run(line.split(' '), host)).toBe(0);
  expect(host.stdout.text).toContain('Usage: junos-fabric');
});

test('the help names every exit code', async () => {
  const host = new RecordingHost();
  await run(['--help'], host);
  const lines = Object.entries(EXIT_CODE_MEANINGS).map(([code, meaning]) => `  ${code.padEnd(3)}  ${meaning}`);
  expect(host.stdout.text).toContain(`Exit codes:\n${lines.join('\n')}\n`);
});

test('the version is that of the package', async () => {
  const host = new RecordingHost();
  expect(await run(['--version'], host)).toBe(0);
  expect(host.stdout.text).toMatch(/^\d+\.\d+\.\d+\n$/);
});
