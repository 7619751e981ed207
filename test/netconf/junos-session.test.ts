import { Configuration } from '../../lib/junos/tree/configuration';
import { writeSet } from '../../lib/junos/formats/set-writer';
import { writeXml } from '../../lib/junos/formats/xml-writer';
import { JunosSession } from '../../lib/netconf/junos-session';
import type { JunosSessionOptions } from '../../lib/netconf/junos-session';
import { rejectionOf } from '../support/rejection';
import { cannedDevices } from './canned-device';
import type { CannedDevice, CannedDeviceOptions } from './canned-device';

const start = cannedDevices();
const sessions: JunosSession[] = [];

afterEach(() => {
  for (const session of sessions.splice(0)) session.abort();
});

async function open(
  replies: CannedDeviceOptions['replies'] = {},
  options: JunosSessionOptions = {},
): Promise<[JunosSession, CannedDevice]> {
  const device = await start({ replies });
  const session = await JunosSession.open(device.access(), options);
  sessions.push(session);
  return [session, device];
}

async function openLocked(
  replies: CannedDeviceOptions['replies'] = {},
  options: JunosSessionOptions = {},
): Promise<[JunosSession, CannedDevice]> {
  const [session, device] = await open(replies, options);
  await session.lock();
  return [session, device];
}

/** What stands inside the last `<rpc>`. */
function last(device: CannedDevice): string | undefined {
  return /^<rpc [^>]*>(.*)<\/rpc>$/s.exec(device.received.at(-1) ?? '')?.[1];
}

const COMMITTED =
  '<commit-results><routing-engine><name>fpc0</name><commit-success/></routing-engine></commit-results><ok/>';
const CHECKED = COMMITTED.replace('commit-success', 'commit-check-success');
const WARNING = '<rpc-error><error-severity>warning</error-severity><error-message>careful</error-message></rpc-error>';
const REFUSED = '<rpc-error><error-message>no</error-message></rpc-error>';

describe('load', () => {
  test.each([
    [
      { action: 'set', format: 'set', content: 'set system host-name "a<b"' },
      '<load-configuration action="set" format="text"><configuration-set>set system host-name "a&lt;b"</configuration-set></load-configuration>',
    ],
    [
      { action: 'replace', format: 'text', content: 'groups { replace: dc1 { } }' },
      '<load-configuration action="replace" format="text"><configuration-text>groups { replace: dc1 { } }</configuration-text></load-configuration>',
    ],
    [
      { action: 'merge', format: 'xml', content: '<configuration><system/></configuration>' },
      '<load-configuration action="merge" format="xml"><configuration><system/></configuration></load-configuration>',
    ],
  ] as const)('%j is sent as Junos takes it', async (request, xml) => {
    const [session, device] = await openLocked();
    await session.load(request);
    expect(last(device)).toBe(xml);
  });

  test('gives warnings back', async () => {
    const [session] = await openLocked({ 'load-configuration': `${WARNING}<ok/>` });
    expect(await session.load({ action: 'set', format: 'set', content: '' })).toMatchObject([{ message: 'careful' }]);
  });
});

describe('the lock', () => {
  test('is needed by everything that touches the shared candidate', async () => {
    const [session, device] = await open();
    const attempts = [
      session.load({ action: 'set', format: 'set', content: '' }),
      session.rollback(1),
      session.discard(),
      session.commitCheck(),
      session.commit(),
      session.commitConfirmed({ minutes: 5 }),
      session.unlock(),
    ];
    for (const attempt of attempts) expect(await rejectionOf(attempt)).toMatchObject({ code: 'lockRequired' });
    await session.operational('get-x');
    expect(device.received).toHaveLength(2);
  });

  test('that was refused is not held, so nothing is discarded', async () => {
    const [session] = await open({
      'lock-configuration':
        '<rpc-error><error-message>configuration database locked by:\n admin (pid 7) since now</error-message></rpc-error>',
    });
    const error = await rejectionOf(session.lock());
    expect(error).toMatchObject({ code: 'configurationLocked', lockHolder: { user: 'admin', pid: '7' } });
    expect(session.holdsLock).toBe(false);
    expect(await rejectionOf(session.discard())).toMatchObject({ code: 'lockRequired' });
  });

  test('is given back', async () => {
    const [session, device] = await openLocked();
    expect(session.holdsLock).toBe(true);
    await session.discard();
    await session.unlock();
    expect(session.holdsLock).toBe(false);
    expect(last(device)).toBe('<unlock-configuration/>');
  });
});

describe('commit', () => {
  test('confirmed takes minutes and a log of one line', async () => {
    const [session, device] = await openLocked({ 'commit-configuration': COMMITTED });
    await session.commitConfirmed({ minutes: 5, log: 'change 42\n<b>' });
    expect(last(device)).toBe(
      '<commit-configuration><log>change 42 &lt;b&gt;</log><confirmed/><confirm-timeout>5</confirm-timeout></commit-configuration>',
    );
    await session.commit({ log: 'confirm' });
    expect(last(device)).toBe('<commit-configuration><log>confirm</log></commit-configuration>');
  });

  test.each([0, 1.5, 65536, Number.NaN])('confirmed for %d minutes is refused', async (minutes) => {
    const [session] = await openLocked();
    expect(await rejectionOf(session.commitConfirmed({ minutes }))).toMatchObject({ code: 'confirmTimeoutOutOfRange' });
  });

  test('check is refused while this session has a pending commit, which it would confirm', async () => {
    const [session, device] = await openLocked({
      'commit-configuration': (request) => (request.includes('<check/>') ? CHECKED : COMMITTED),
    });
    await session.commitCheck();
    await session.commitConfirmed({ minutes: 5 });
    const sent = device.received.length;
    expect(await rejectionOf(session.commitCheck())).toMatchObject({ code: 'checkWouldConfirm' });
    expect(device.received).toHaveLength(sent);
    await session.commit();
    await session.commitCheck();
  });

  test('confirmed that was refused leaves nothing pending', async () => {
    const [session] = await openLocked({
      'commit-configuration': (request) => (request.includes('<check/>') ? CHECKED : REFUSED),
    });
    expect(await rejectionOf(session.commitConfirmed({ minutes: 5 }))).toMatchObject({ code: 'deviceRefused' });
    await session.commitCheck();
  });

  test('needs the word of every routing engine', async () => {
    const engines =
      '<routing-engine><name>re0</name><commit-success/></routing-engine><routing-engine><name>re1</name></routing-engine>';
    const [session] = await openLocked({ 'commit-configuration': `<commit-results>${engines}</commit-results><ok/>` });
    expect(await rejectionOf(session.commit())).toMatchObject({
      code: 'commitUnproven',
      message:
        'leaf10 answered commit-configuration without an error, but it does not say <commit-success/> for re1; whether it is in force is not known',
    });
  });

  test('gives warnings back', async () => {
    const [session] = await openLocked({ 'commit-configuration': `${WARNING}${COMMITTED}` });
    expect(await session.commit()).toMatchObject([{ message: 'careful' }]);
  });

  test('is synchronized when the session, the call or the device asks for it', async () => {
    const [session, device] = await openLocked({ 'commit-configuration': COMMITTED }, { synchronize: true });
    await session.commit();
    expect(last(device)).toBe('<commit-configuration><synchronize/></commit-configuration>');
    await session.commit({ synchronize: false });
    expect(last(device)).toBe('<commit-configuration></commit-configuration>');

    const item =
      '<multi-routing-engine-item><software-information><host-name>leaf10</host-name><product-model>QFX10002-60C</product-model><junos-version>19.1R2.8</junos-version></software-information></multi-routing-engine-item>';
    const [dual, dualDevice] = await openLocked({
      'commit-configuration': COMMITTED,
      'get-software-information': `<multi-routing-engine-results>${item}${item}</multi-routing-engine-results>`,
    });
    expect(await dual.facts()).toEqual({
      hostname: 'leaf10',
      model: 'qfx10002-60c',
      junos: '19.1R2.8',
      routingEngines: 2,
    });
    await dual.commitConfirmed({ minutes: 1 });
    expect(last(dualDevice)).toContain('<synchronize/><confirmed/>');
  });

  test('waits longer than other RPCs', async () => {
    const device = await start({ replies: { 'commit-configuration': { act: 'stay silent' } } });
    const session = await JunosSession.open(device.access({ rpcTimeoutMs: 5_000, commitTimeoutMs: 100 }));
    sessions.push(session);
    await session.lock();
    expect((await rejectionOf(session.commit())).message).toContain('no reply to commit-configuration within 0.1 s');
  });
});

test('rollback takes 0 to 49', async () => {
  const [session, device] = await openLocked();
  await session.rollback(1);
  expect(last(device)).toBe('<load-configuration rollback="1"/>');
  for (const number of [-1, 50, 1.5]) {
    expect(await rejectionOf(session.rollback(number))).toMatchObject({ code: 'rollbackOutOfRange' });
  }
});

describe('compare', () => {
  test.each([
    ['', ''],
    ['\n', ''],
    ['\n[edit interfaces]\n+   et-0/0/15 {\n+   }\n', '[edit interfaces]\n+   et-0/0/15 {\n+   }\n'],
  ])('%j reads as %j', async (output, expected) => {
    const [session, device] = await open({
      'get-configuration': `<configuration-information><configuration-output>${output}</configuration-output></configuration-information>`,
    });
    expect(await session.compare()).toBe(expected);
    expect(last(device)).toBe('<get-configuration compare="rollback" rollback="0" format="text"/>');
  });

  test('a reply without output is not taken for no change', async () => {
    const [session] = await open();
    expect(await rejectionOf(session.compare())).toMatchObject({ code: 'replyIncomplete' });
  });
});

describe('configuration', () => {
  const configuration = new Configuration();
  configuration.set('interfaces', 'et-0/0/15', 'description', 'server1');
  configuration.set('system', 'host-name', 'leaf10');

  test('is read into a tree', async () => {
    const [session, device] = await open({ 'get-configuration': writeXml(configuration) });
    expect(writeSet(await session.configuration({ database: 'committed' }))).toBe(writeSet(configuration));
    expect(last(device)).toBe('<get-configuration database="committed" format="xml"></get-configuration>');
  });

  test('is asked for with inheritance and for one path', async () => {
    const [session, device] = await open({ 'get-configuration': '<configuration/>' });
    const request = { database: 'candidate', inherit: true, filter: ['interfaces', 'et-0/0/15'] } as const;
    expect((await session.configuration(request)).isEmpty).toBe(true);
    expect(last(device)?.replace(/\s*\n\s*/g, '')).toBe(
      '<get-configuration database="candidate" format="xml" inherit="inherit" groups="groups" interface-ranges="interface-ranges">' +
        '<configuration><interfaces><interface><name>et-0/0/15</name></interface></interfaces></configuration></get-configuration>',
    );
  });

  test('names the group that a statement comes from', async () => {
    const [session] = await open({
      'get-configuration':
        '<configuration><system junos:group="dc1"><host-name junos:group="dc1">leaf10</host-name></system></configuration>',
    });
    const read = await session.configuration({ database: 'candidate', inherit: true });
    expect(read.find('system', 'host-name')?.source).toBe('dc1');
  });

  test('a filter that is no path is refused before anything is sent', async () => {
    const [session, device] = await open();
    await expect(session.configuration({ database: 'candidate', filter: ['interfacez'] })).rejects.toThrow(
      'interfacez',
    );
    await session.operational('get-x');
    expect(device.received).toHaveLength(2);
  });
});

describe('commit history', () => {
  const entry = (inside: string, seconds = 1_583_424_274): string =>
    `<commit-history><sequence-number>0</sequence-number><user>cdktf</user><client>netconf</client><date-time junos:seconds="${seconds}">2020-03-05 16:04:34 UTC</date-time>${inside}</commit-history>`;
  const information = (inside: string): string => `<commit-information>${inside}</commit-information>`;
  const uptime = (seconds: number): string =>
    `<system-uptime-information><current-time><date-time junos:seconds="${seconds}">now</date-time></current-time></system-uptime-information>`;
  const PENDING =
    '<comment>commit confirmed, rollback in 5mins</comment><log>change 42</log><commit-confirmed>rollback pending</commit-confirmed>';

  test('is read', async () => {
    const second = entry('<comment>multihome server1</comment>').replace('>0<', '>1<');
    const [session] = await open({ 'get-commit-information': information(entry(PENDING) + second) });
    const common = { user: 'cdktf', client: 'netconf', time: '2020-03-05 16:04:34 UTC', timeSec: 1_583_424_274 };
    expect(await session.commitHistory()).toEqual([
      { ...common, sequence: 0, log: 'change 42', confirmMinutes: 5, isPending: true },
      { ...common, sequence: 1, log: 'multihome server1', confirmMinutes: undefined, isPending: false },
    ]);
  });

  test.each([
    [0, 5],
    [1, 5],
    [60, 4],
    [299, 1],
    [400, 0],
  ])('%d s after a commit confirmed for 5 minutes, %d are left', async (elapsed, minutesLeft) => {
    const [session] = await open({
      'get-commit-information': information(entry(PENDING)),
      'get-system-uptime-information': uptime(1_583_424_274 + elapsed),
    });
    expect(await session.pendingCommit()).toEqual({ log: 'change 42', user: 'cdktf', minutesLeft });
  });

  test('a device that does not tell its time has a pending commit all the same', async () => {
    const [session] = await open({ 'get-commit-information': information(entry(PENDING)) });
    expect(await session.pendingCommit()).toEqual({ log: 'change 42', user: 'cdktf' });
  });

  test.each([
    ['the comment stays after it was confirmed', entry(PENDING.replace(/<commit-confirmed>.*/, ''))],
    [
      'it was rolled back',
      `${entry('').replace('cdktf', 'root')}${entry(PENDING.replace(/<commit-confirmed>.*/, ''))}`,
    ],
    ['there is no history', ''],
  ])('nothing is pending: %s', async (_title, entries) => {
    const [session] = await open({ 'get-commit-information': information(entries) });
    expect(await session.pendingCommit()).toBeUndefined();
  });
});

describe('the holder of the lock', () => {
  const editor = (more = ''): string =>
    `<database-status><user>alice</user><terminal>pts/0</terminal><pid>4711</pid><start-time junos:seconds="1583424274">2020-03-05 16:04:34 UTC</start-time><idle-time junos:seconds="546">00:09:06</idle-time>${more}<edit-path>[edit]</edit-path></database-status>`;
  const status = (...editors: readonly string[]): string =>
    `<database-status-information xmlns:junos="http://xml.juniper.net/junos/19.1R2/junos">${editors.join('')}</database-status-information>`;

  test('is who edits exclusively', async () => {
    const [session, device] = await open({
      'get-database-status-information': status(editor().replace('alice', 'bob'), editor('<exclusive/>')),
    });
    expect(await session.lockHolder()).toEqual({
      user: 'alice',
      terminal: 'pts/0',
      pid: '4711',
      since: '2020-03-05 16:04:34 UTC',
      idle: '00:09:06',
    });
    expect(last(device)).toBe('<get-database-status-information/>');
  });

  test('has no terminal where it is a program', async () => {
    const program = editor('<exclusive/>').replace('<terminal>pts/0</terminal>', '<terminal></terminal>');
    const [session] = await open({ 'get-database-status-information': status(program) });
    expect(await session.lockHolder()).toMatchObject({ user: 'alice' });
    expect(await session.lockHolder()).not.toHaveProperty('terminal');
  });

  test.each([
    ['somebody edits beside others', status(editor())],
    ['nobody edits', status()],
    ['the device does not know the question', REFUSED],
  ])('is nobody where %s', async (_what, reply) => {
    const [session] = await open({ 'get-database-status-information': reply });
    expect(await session.lockHolder()).toBeUndefined();
  });
});

describe('facts', () => {
  test('come from get-system-information where the other reply lacks them', async () => {
    const [session] = await open({
      'get-software-information':
        '<software-information><host-name>leaf10</host-name><package-information><comment>JUNOS Base OS Software Suite [17.3R3.10]</comment></package-information></software-information>',
      'get-system-information':
        '<system-information><hardware-model>QFX10002-60C</hardware-model><os-version>ignored</os-version></system-information>',
    });
    expect(await session.facts()).toEqual({
      hostname: 'leaf10',
      model: 'qfx10002-60c',
      junos: '17.3R3.10',
      routingEngines: 1,
    });
  });

  test.each([
    ['JUNOS-EVO OS 64-bit [junos-evo-install-qfx-ms-x86-64-23.4R2-S4.4-EVO]', '23.4R2-S4.4-EVO'],
    ['JUNOS-EVO OS 64-bit [junos-evo-install-ptx-fixed-x86-64-23.1R1.8-EVOI20230421141601-builder-1]', '23.1R1.8-EVO'],
    ['JUNOS-EVO OS 64-bit [junos-evo-install-qfx-ms-x86-64-23.4X100-D40.7-EVO]', '23.4X100-D40.7-EVO'],
  ])('name the release of Junos Evolved where only a package has it: %s', async (comment, release) => {
    const [session] = await open({
      'get-software-information': `<software-information><host-name>leaf10</host-name><product-model>qfx5130-32cd</product-model><package-information><comment>${comment}</comment></package-information></software-information>`,
    });
    expect((await session.facts()).junos).toBe(release);
  });

  test('that are missing are an error', async () => {
    const [session] = await open();
    expect((await rejectionOf(session.facts())).message).toBe(
      'the reply of leaf10 to get-software-information has no host name',
    );
  });
});

describe('operational', () => {
  test('arguments are elements, flags empty ones', async () => {
    const [session, device] = await open({ 'get-interface-information': '<interface-information/>' });
    const reply = await session.operational('get-interface-information', {
      'interface-name': 'et-0/0/15',
      terse: true,
    });
    expect(last(device)).toBe(
      '<get-interface-information><interface-name>et-0/0/15</interface-name><terse/></get-interface-information>',
    );
    expect(reply.children[0]?.name).toBe('interface-information');
  });

  test('names are checked and values escaped', async () => {
    const [session, device] = await open();
    expect(await rejectionOf(session.operational('a><b'))).toMatchObject({ code: 'notAnRpcName' });
    expect(await rejectionOf(session.operational('get-x', { 'a b': true }))).toMatchObject({ code: 'notAnRpcName' });
    await session.operational('get-x', { table: '</table>' });
    expect(last(device)).toBe('<get-x><table>&lt;/table&gt;</table></get-x>');
  });
});

test('a session that is lost says so and no longer holds the lock', async () => {
  const [session] = await openLocked({ 'commit-configuration': { act: 'drop the connection' } });
  const error = await rejectionOf(session.commitConfirmed({ minutes: 5 }));
  expect(error.code).toBe('sessionLost');
  expect(error.message).toContain('with leaf10 was lost while commit-configuration');
  await session.lost;
  expect(session.holdsLock).toBe(false);
  // Not that it has no lock: whoever hears that would think that the session is good.
  expect(await rejectionOf(session.rollback(1))).toMatchObject({ code: 'rpcNotSent' });
});
