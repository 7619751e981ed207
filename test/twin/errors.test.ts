import { exportTargetTaken } from '../../lib/cli/errors';
import {
  invalidTwinPlan,
  twinCannotRun,
  twinCommandFailed,
  twinDidNotStart,
  twinDirectoryTaken,
  twinNotRunning,
  twinTimedOut,
  twinUnavailable,
  unknownTwinPart,
} from '../../lib/twin/errors';
import { planTwin } from '../../lib/twin/plan';
import { errorTexts } from '../support/errors';
import { expectGolden } from '../support/golden';

const thrown = (error: Error) => () => {
  throw error;
};

test('the twin says what is wrong in these words', () => {
  const many = Array.from({ length: 22 }, (_, n) => ({
    line: `set protocols isis level ${n}`,
    reason: 'nothing does',
  }));
  const texts = errorTexts([
    ['many statements', thrown(twinCannotRun('leaf10', many))],
    ['a cable to nowhere', () => planTwin({ devices: [], cables: [cable('leaf9', 'leaf8')], servers: [] })],
    ['two nodes of one name', () => planTwin({ devices: [], cables: [], servers: [server('a'), server('a')] })],
    ['a name for a shell', () => planTwin({ devices: [], cables: [], servers: [server('a$(reboot)')] })],
    ['a name for a path', () => planTwin({ devices: [], cables: [], servers: [server('../a')] })],
    [
      'an address for a shell',
      () => planTwin({ devices: [], cables: [], servers: [{ ...server('a'), prefixes: ['2001:db8:;reboot::/64'] }] }),
    ],
    ['a plan', thrown(invalidTwinPlan('no reason'))],
    [
      'a machine',
      thrown(twinUnavailable(['nft (Debian package nftables) is not installed', 'namespaces are refused'])),
    ],
    ['a start', thrown(twinDidNotStart('node leaf10 failed', 'RTNETLINK answers: File exists\n'))],
    ['a directory without', thrown(twinNotRunning('.twin'))],
    ['a directory of others', thrown(twinDirectoryTaken('.twin', 'it holds notes'))],
    ['a part', thrown(unknownTwinPart('node', 'leaf9', ['leaf10']))],
    ['a part of nothing', thrown(unknownTwinPart('failure', 'node leaf9', []))],
    ['a command', thrown(twinCommandFailed('leaf10', 'ip link', 'no such device\n'))],
    ['a wait', thrown(twinTimedOut('three next hops', 30, 'two'))],
    ['an export', thrown(exportTargetTaken('a/b', 'EEXIST'))],
  ]);
  expectGolden('errors/twin.txt', texts);
});

function cable(one: string, other: string) {
  return { a: { device: one, port: 'et-0/0/0' }, b: { device: other, port: 'et-0/0/0' } };
}

function server(name: string) {
  return { name, prefixes: [], links: [], files: {} };
}
