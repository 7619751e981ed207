import type { Check } from '../../lib/checks/check-kinds';
import type { OperationalSession } from '../../lib/checks/observation';
import { describeFailure, verify } from '../../lib/checks/verify';
import { deviceRefused } from '../../lib/netconf/errors';
import { parseXml } from '../../lib/junos/formats/xml';

const BEFORE = [
  { kind: 'bfdSessionStillUp', neighbor: '172.16.104.2', interface: 'et-0/0/15.0' },
  { kind: 'bfdSessionStillUp', neighbor: '192.168.0.1' },
  { kind: 'hiddenRoutesNotMore', table: 'inet.0', count: 2 },
  { kind: 'hiddenRoutesNotMore', table: 'VRF_5.inet.0', count: 1 },
  { kind: 'noNewAlarms', known: ['Minor PEM 1 Not Powered'] },
  { kind: 'noNewCores', known: ['/var/crash/core.rpd.0 Mar 14 15:00'] },
].map((one) => ({ ...one, hostnames: ['leaf10'], constructPath: 'dc1/leaf10', expect: 'UP' }) as Check);

const WELL: Readonly<Record<string, string>> = {
  'get-bfd-session-information': `<bfd-session><session-neighbor>172.16.104.2</session-neighbor><session-state>Up</session-state>
    <session-interface>et-0/0/15.0</session-interface></bfd-session>
    <bfd-session><session-neighbor>192.168.0.1</session-neighbor><session-state>Up</session-state></bfd-session>`,
  'get-route-summary-information': `<route-table><table-name>inet.0</table-name><hidden-route-count>2</hidden-route-count></route-table>
    <route-table><table-name>VRF_5.inet.0</table-name><hidden-route-count>0</hidden-route-count></route-table>`,
  'get-alarm-information': `<alarm-summary><no-active-alarms/></alarm-summary>`,
  'get-system-core-dumps': `<directory><file-information><file-name>
    /var/crash/core.rpd.0</file-name><file-date>Mar 14 15:00</file-date></file-information></directory>`,
};

/** What is not as before on a device that shows this. */
async function failures(shown: Readonly<Record<string, string>>): Promise<string[]> {
  const session: OperationalSession = {
    operational: (rpc) => Promise.resolve(parseXml(`<rpc-reply>${{ ...WELL, ...shown }[rpc] ?? ''}</rpc-reply>`)),
  };
  const report = await verify(new Map([['leaf10', session]]), BEFORE, { deadlineMs: 0 });
  return report.failures.map(describeFailure).map((text) => text.split('\n')[0] ?? '');
}

test('what is as it was, or better, is no failure', async () => {
  expect(await failures({})).toEqual([]);
});

test('a BFD session that is down, or gone, is one', async () => {
  const down = WELL['get-bfd-session-information']?.replace('Up', 'Down') ?? '';
  expect(await failures({ 'get-bfd-session-information': down })).toEqual([
    'leaf10: expected BFD session to 172.16.104.2 Up, as before the change; seen: Down',
  ]);
  expect(await failures({ 'get-bfd-session-information': '' })).toHaveLength(2);
});

test('more hidden routes are one, in the table that has them', async () => {
  const more = WELL['get-route-summary-information']?.replace('>0<', '>2<') ?? '';
  expect(await failures({ 'get-route-summary-information': more })).toEqual([
    'leaf10: expected at most 1 hidden route in VRF_5.inet.0, as before the change; seen: 2 hidden',
  ]);
});

test('another alarm is one, and so is a core of the same name with another date', async () => {
  const alarm =
    '<alarm-detail><alarm-class>Major</alarm-class><alarm-description>FPC 0 Hard errors</alarm-description></alarm-detail>';
  expect(await failures({ 'get-alarm-information': alarm })).toEqual([
    'leaf10: expected no alarm that was not there before the change; seen: Major FPC 0 Hard errors',
  ]);
  const later = WELL['get-system-core-dumps']?.replace('15:00', '15:20') ?? '';
  expect(await failures({ 'get-system-core-dumps': later })).toEqual([
    'leaf10: expected no core that was not there before the change; seen: /var/crash/core.rpd.0 Mar 14 15:20',
  ]);
});

test('a device that does not say any more is one', async () => {
  const session: OperationalSession = {
    operational: (rpc) => Promise.reject(deviceRefused('leaf10', rpc, [])),
  };
  const report = await verify(new Map([['leaf10', session]]), BEFORE, { deadlineMs: 0 });
  expect(report.failures).toHaveLength(BEFORE.length);
});
