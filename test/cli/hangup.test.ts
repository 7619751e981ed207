import type { Surroundings } from '../../lib/cli/hangup';
import { ignoresHangup } from '../../lib/cli/hangup';

const STATUS = (ignored: string): string =>
  `Name:\tnode\nSigBlk:\t0000000000000000\nSigIgn:\t${ignored}\nSigCgt:\t0000000100004602\n`;

/** What is seen by a process whose parent ignores nothing, with a terminal. */
function startedAs(
  files: Readonly<Record<string, string>> = {},
  environment: Surroundings['environment'] = {},
): Surroundings {
  const all: Readonly<Record<string, string>> = {
    '/proc/self/status': STATUS('0000000001001000'),
    '/proc/41/status': STATUS('0000000000000004'),
    '/proc/self/fdinfo/0': 'pos:\t0\nflags:\t02000002\nmnt_id:\t23\n',
    '/proc/self/fd/0': '/dev/pts/0',
    ...files,
  };
  return { environment, parentPid: 41, read: (file) => all[file], readLink: (file) => all[file] };
}

test('a process on a terminal, whose parent ignores nothing, does not ignore a hangup', () => {
  expect(ignoresHangup(startedAs({}, { _: '/usr/bin/node' }))).toBe(false);
});

test.each([
  ['it still ignores it', startedAs({ '/proc/self/status': STATUS('0000000001001001') })],
  ['its parent ignores it', startedAs({ '/proc/41/status': STATUS('0000000000001003') })],
  ['the shell says that it started nohup', startedAs({}, { _: '/usr/bin/nohup' })],
  [
    'nohup has taken its terminal away',
    startedAs({ '/proc/self/fdinfo/0': 'pos:\t0\nflags:\t02100001\nmnt_id:\t23\n', '/proc/self/fd/0': '/dev/null' }),
  ],
])('a hangup is ignored where %s', (_what, around) => {
  expect(ignoresHangup(around)).toBe(true);
});

test.each([
  ['reads from /dev/null', startedAs({ '/proc/self/fdinfo/0': 'flags:\t02100000\n', '/proc/self/fd/0': '/dev/null' })],
  [
    'has a file for writing there',
    startedAs({ '/proc/self/fdinfo/0': 'flags:\t02100001\n', '/proc/self/fd/0': '/tmp/x' }),
  ],
  ['runs where there is no /proc', { environment: {}, parentPid: 1, read: () => undefined, readLink: () => undefined }],
])('one that %s does not ignore it', (_what, around) => {
  expect(ignoresHangup(around)).toBe(false);
});
