import { paletteFor } from '../../lib/cli/palette';
import { chooseProgress } from '../../lib/cli/progress/choose-progress';
import type { RolloutEvent } from '../../lib/rollout/events';
import { RecordingHost } from '../support/recording-host';

const DIFF =
  '[edit groups dc1 interfaces et-0/0/15 unit 0 family inet]\n+     address 172.16.104.13/30;\n-     address 172.16.104.9/30;\n';
const CHECK = { expected: 'interface et-0/0/15.0 up', seen: 'down', constructPath: 'dc1/server1' };

const STORY: readonly RolloutEvent[] = [
  { type: 'changeStarted', kind: 'apply', changeId: 'c1', fabric: 'dc1', hostnames: ['leaf10', 'leaf12'] },
  { type: 'connected', hostname: 'leaf10', model: 'qfx10002-60c', junos: '19.1R2' },
  { type: 'deviceUnchanged', hostname: 'leaf10' },
  { type: 'staged', hostname: 'leaf12', diff: DIFF, disruption: 'sessionReset', tookMs: 1200 },
  { type: 'waveStarted', wave: 1, waves: 1, hostnames: ['leaf12'] },
  { type: 'committed', hostname: 'leaf12', minutes: 10, revertsAt: 600_000 },
  { type: 'managementVerified', hostname: 'leaf12' },
  { type: 'checking', hostnames: ['leaf12'], round: 1, failing: 2 },
  { type: 'checking', hostnames: ['leaf12'], round: 2, failing: 2 },
  { type: 'checking', hostnames: ['leaf12'], round: 3, failing: 1 },
  { type: 'checkFailed', hostname: 'leaf12', ...CHECK },
  { type: 'decided', decision: 'rollBack', hostnames: ['leaf12'] },
  { type: 'rolledBack', hostname: 'leaf12', by: 'commit' },
  { type: 'problem', hostname: 'leaf12', code: 'checksFailed', message: '1 check failed:\nleaf12: …' },
  {
    type: 'changeFinished',
    changeId: 'c1',
    outcome: 'rolledBack',
    devices: { leaf10: 'unchanged', leaf12: 'rolledBack' },
  },
];

function tell(host: RecordingHost, choice: { json?: boolean; fromTerraform?: boolean; diffs?: boolean }): void {
  const progress = chooseProgress(host, { json: false, fromTerraform: false, diffs: false, ...choice });
  for (const event of STORY) {
    progress.on(event);
    host.time += 1500;
  }
  progress.finish();
}

test('in a pipeline each event is one line with the time since the start, and a diff where it was asked for', () => {
  const host = new RecordingHost();
  tell(host, { diffs: true });
  expect(host.stderr.text).toBe(`     0.0 s  dc1: change c1 (leaf10, leaf12)
     1.5 s  leaf10: connected: qfx10002-60c, Junos 19.1R2
     3.0 s  leaf10: already carries this configuration
     4.5 s  leaf12: staged in 1.2 s: 1 line added, 1 removed; session reset
    [edit groups dc1 interfaces et-0/0/15 unit 0 family inet]
    +     address 172.16.104.13/30;
    -     address 172.16.104.9/30;
     6.0 s  wave 1 of 1: leaf12
     7.5 s  leaf12: committed; automatic rollback in 10 min unless confirmed
     9.0 s  leaf12: management access verified
    10.5 s  leaf12: 2 checks pending
    13.5 s  leaf12: 1 check pending
    15.0 s  leaf12: check failed: expected interface et-0/0/15.0 up; seen: down
              at dc1/server1
    16.5 s  decided: roll back
    18.0 s  leaf12: rolled back
`);
  expect(host.stdout.text).toBe('');
});

test('a device that goes back later says when, and why not now', () => {
  const host = new RecordingHost();
  const progress = chooseProgress(host, {});
  const wait = { type: 'waitingForTimer', hostname: 'leaf10', revertsAt: 600_000, until: 720_000 } as const;
  progress.on(wait);
  progress.on({ ...wait, notByUs: 'the configuration of leaf10 is locked by mara' });
  progress.on({ ...wait, reason: 'no answer' });
  progress.finish();
  expect(host.stderr.text).toBe(`     0.0 s  leaf10: automatic rollback in 10 min 00 s
     0.0 s  leaf10: automatic rollback in 10 min 00 s; until then waiting to take it back: the configuration of leaf10 is locked by mara
     0.0 s  leaf10: cannot be read; if it carries the change, automatic rollback in 10 min 00 s; waiting for at most 12 min 00 s: no answer
`);
});

test('a count of checks says how many of them hold a device to what it was before', () => {
  const host = new RecordingHost();
  const progress = chooseProgress(host, {});
  progress.on({ type: 'checksPassed', hostnames: ['leaf10'], count: 23, asBefore: 17 });
  progress.on({ type: 'checksPassed', hostnames: ['leaf10', 'leaf11'], count: 12, asBefore: 0 });
  expect(host.stderr.text).toBe(`     0.0 s  leaf10: 23 checks passed (6 of the intent, 17 as before the change)
     0.0 s  leaf10, leaf11: 12 checks passed
`);
});

test('from Terraform the lines are plain even on a terminal', () => {
  const host = new RecordingHost({ isTerminal: true, environment: { NO_COLOR: '1' } });
  tell(host, { fromTerraform: true });
  expect(host.stderr.text).toContain('leaf12: staged in 1.2 s: 1 line added, 1 removed; session reset\n');
  expect(host.stderr.text).not.toContain('[edit');
  expect(host.stderr.text).not.toContain('\u001b');
});

test('as JSON each event is one line on standard output, as it was told', () => {
  const host = new RecordingHost();
  tell(host, { json: true });
  const lines = host.stdout.text.trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(STORY);
  expect(host.stderr.text).toBe('');
});

describe('on a terminal', () => {
  test('the table is redrawn in place and ends with the last state of each device', () => {
    const host = new RecordingHost({ isTerminal: true });
    tell(host, { diffs: true });
    const screen = draw(host.stderr.text);
    expect(screen.slice(-3)).toEqual([
      '22.5 s  decided: roll back',
      '  leaf10  already carries this configuration',
      '  leaf12  rolled back',
    ]);
    expect(screen).toContain('    +     address 172.16.104.13/30;');
    expect(screen.filter((line) => line.includes('leaf10  '))).toHaveLength(1);
  });

  test('an event of several lines heads the table with its first one, so that nothing of it is left behind', () => {
    const host = new RecordingHost({ isTerminal: true });
    const progress = chooseProgress(host, {});
    const servers = [{ server: 'server1', down: ['leaf11'] }];
    progress.on({ type: 'waveHeld', hostnames: ['leaf10'], until: 5000, servers });
    progress.on({ type: 'waveStarted', wave: 2, waves: 3, hostnames: ['leaf10'] });
    progress.finish();
    expect(draw(host.stderr.text)).toEqual([
      '     0.0 s  held for at most 5.0 s: leaf10',
      '              server server1 needs its session on leaf11 first',
      '0.0 s  wave 2 of 3: leaf10',
    ]);
  });

  test('what is held of others, by whom what is waited for is held, and until when, is said', () => {
    const host = new RecordingHost({});
    const progress = chooseProgress(host, {});
    const others = [{ hostname: 'leaf11', reason: 'is locked by netops (process 7)' }];
    progress.on({ type: 'fenceAwaited', hostnames: ['leaf10'], others, until: 5000 });
    progress.on({ type: 'fenceRaised', hostnames: ['leaf10'], held: ['leaf11', 'leaf12'], until: 120_000 });
    progress.on({ type: 'fenceLowered', hostnames: ['leaf10'], released: ['leaf11', 'leaf12'] });
    progress.finish();
    expect(
      host.stderr.text
        .replace(/^ *[\d.]+ s {2}/gm, '')
        .trimEnd()
        .split('\n'),
    ).toEqual([
      'waits for at most 5.0 s for others who are at work: leaf10',
      '              leaf11 is locked by netops (process 7)',
      'holds the configuration lock of leaf11, leaf12 until the sessions of leaf10 are back, which are given 2 min 00 s',
      'gave the configuration lock of leaf11, leaf12 back',
    ]);
  });

  test('a line is never wider than the terminal', () => {
    const host = new RecordingHost({ isTerminal: true });
    host.stderr.columns = 30;
    tell(host, {});
    const table = draw(host.stderr.text).slice(-3);
    expect(table.filter((line) => line.length >= 30)).toEqual([]);
  });

  test('in a CI job that fakes a terminal the lines are plain', () => {
    const host = new RecordingHost({ isTerminal: true, environment: { CI: 'true', NO_COLOR: '1' } });
    tell(host, {});
    expect(host.stderr.text).not.toContain('\u001b');
  });

  test('NO_COLOR takes the colours away', () => {
    const coloured = new RecordingHost({ isTerminal: true });
    const plain = new RecordingHost({ isTerminal: true, environment: { NO_COLOR: '1' } });
    expect(paletteFor(coloured.stdout, coloured).diff('+ a\n')).toContain('\u001b[32m');
    expect(paletteFor(plain.stdout, plain).diff('+ a\n')).toBe('+ a\n');
  });
});

/** What a terminal shows after this output: cursor up, clear below, colours. */
function draw(output: string): string[] {
  const screen: string[] = [''];
  const [first = '', ...controlled] = output.split('\u001b[');
  write(screen, first);
  for (const part of controlled) {
    const [sequence = '', count = '', command] = /^(\d*)([A-Za-z])/.exec(part) ?? [];
    if (command === 'A') screen.splice(screen.length - 1 - Number(count), Infinity, '');
    write(screen, part.slice(sequence.length));
  }
  return screen.slice(0, -1);
}

function write(screen: string[], text: string): void {
  const [first = '', ...rest] = text.replaceAll('\r', '').split('\n');
  screen[screen.length - 1] = `${screen.at(-1) ?? ''}${first}`;
  screen.push(...rest);
}

test('a warning of a device is shown on a terminal, in a pipeline and as JSON', () => {
  const event = { type: 'deviceWarning', hostname: 'leaf10', step: 'check', message: 'requires a license' } as const;
  const shown = [{ isTerminal: true }, {}, { json: true }].map(({ isTerminal = false, json = false }) => {
    const host = new RecordingHost({ isTerminal });
    const progress = chooseProgress(host, { json });
    progress.on(event);
    progress.finish();
    return host;
  });
  const text = 'leaf10: warns when it checks the change: requires a license';
  expect(shown[0]?.stderr.text).toContain(text);
  expect(shown[1]?.stderr.text).toBe(`     0.0 s  ${text}\n`);
  expect(JSON.parse(shown[2]?.stdout.text ?? '')).toEqual(event);
});
