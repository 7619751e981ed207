import { duration } from '../../lib/cli/duration';
import { countLines } from '../../lib/cli/progress/describe-event';
import { exitCodeFor, exitCodeOf } from '../../lib/cli/exit-code';
import { reportFailure } from '../../lib/cli/failure';
import { table } from '../../lib/cli/table';
import { noManifest, outputUnwritable } from '../../lib/cli/errors';
import { RecordingHost } from '../support/recording-host';

test('columns are as wide as their widest cell and lines have no trailing blanks', () => {
  expect(
    table(
      ['Device', 'Outcome'],
      [
        ['leaf10', 'confirmed'],
        ['l', ''],
      ],
    ),
  ).toBe('Device  Outcome\nleaf10  confirmed\nl\n');
});

test.each([
  [0, '0.0 s'],
  [59_940, '59.9 s'],
  [60_000, '1 min 00 s'],
  [185_000, '3 min 05 s'],
])('%i ms are %s', (milliseconds, text) => {
  expect(duration(milliseconds)).toBe(text);
});

test.each([
  ['+ a;\n', '1 line added, 0 removed'],
  ['[edit x]\n+ a;\n+ b;\n- c;\n', '2 lines added, 1 removed'],
  ['[edit x]\n! a { ... }\n', 'order changed'],
])('%j has %s', (diff, text) => {
  expect(countLines(diff)).toBe(text);
});

test.each([
  ['confirmed', 0],
  ['unchanged', 0],
  ['refused', 1],
  ['rolledBack', 6],
  ['partiallyApplied', 3],
  ['unknown', 3],
] as const)('a change that ended %s exits with %i', (outcome, code) => {
  expect(exitCodeFor({ outcome })).toBe(code);
});

test.each(['rolledBack', 'confirmed', 'unchanged'] as const)(
  'an undone change that ended %s exits with 0',
  (outcome) => {
    expect(exitCodeFor({ outcome, undone: true })).toBe(0);
  },
);

describe('an error', () => {
  test('found before any device was contacted exits with 2, any other with 1, or with 7 where the command only looks', () => {
    expect(exitCodeOf(noManifest('/x'), 7)).toBe(2);
    expect(exitCodeOf(outputUnwritable('x', 'ENOSPC'), 7)).toBe(1);
    expect(exitCodeOf(new Error('x'))).toBe(1);
    expect(exitCodeOf(new Error('x'), 7)).toBe(7);
  });

  test('that should not happen says so, and shows its stack only when asked', () => {
    const [quiet, asked] = [new RecordingHost(), new RecordingHost({ environment: { JUNOS_FABRIC_DEBUG: '1' } })];
    reportFailure(new TypeError('x is not a function'), quiet);
    reportFailure(new TypeError('x is not a function'), asked);
    expect(quiet.stderr.text).toMatch(/^error: x is not a function\nThis should not happen: please report it/);
    expect(quiet.stderr.text).not.toContain('    at ');
    expect(asked.stderr.text).toContain('    at ');
  });
});
