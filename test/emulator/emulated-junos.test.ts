import { deviceMessages } from '../../lib/netconf/rpc-error';
import { child, descendants, textOf } from '../../lib/junos/formats/xml';
import { readXml } from '../../lib/junos/formats/xml-reader';
import type { EmulatedJunos } from '../../lib/emulator/junos/emulated-junos';
import { Lab } from '../../lib/emulator/lab';
import { errorMessages, exchange, loadSet, NETOPS, OTHER, texts } from './support/exchange';
import { guideLines, guideTopology } from './support/guide';

const DESCRIBE = 'set interfaces et-0/0/20 description here';
const LOCK = '<lock-configuration/>';
const UNLOCK = '<unlock-configuration/>';
const COMMIT = '<commit-configuration/>';
const CHECK = '<commit-configuration><check/></commit-configuration>';
const CONFIRMED = '<commit-configuration><confirmed/><confirm-timeout>5</confirm-timeout></commit-configuration>';
const COMPARE = '<get-configuration compare="rollback" rollback="0" format="text"/>';

let lab: Lab;
let leaf: EmulatedJunos;

beforeEach(async () => {
  lab = await Lab.start(guideTopology());
  leaf = lab.device('leaf10');
});

afterEach(async () => {
  await lab.stop();
});

const isDescribed = () => leaf.database.committed.has('interfaces', 'et-0/0/20');
const compared = () => textOf(exchange(leaf, COMPARE), 'configuration-information', 'configuration-output');

describe('the exclusive lock', () => {
  test('names its holder to whoever wants it too', () => {
    exchange(leaf, LOCK);
    const refused = exchange(leaf, LOCK, OTHER);
    expect(errorMessages(refused)[0]).toMatch(
      /^configuration database locked by:\n {2}netops \(pid 7001\) on since \d{4}-\d\d-\d\d [\d:]{8} UTC\n {6}exclusive \[edit\]$/,
    );
    expect(texts(refused, 'error-tag')).toEqual(['lock-denied']);
    expect(texts(refused, 'session-id')).toEqual(['7001']);
  });

  test('keeps others from loading and committing', () => {
    exchange(leaf, LOCK);
    expect(errorMessages(loadSet(leaf, DESCRIBE, OTHER))).toHaveLength(1);
    expect(errorMessages(exchange(leaf, COMMIT, OTHER))[0]).toContain('locked by');
    expect(errorMessages(exchange(leaf, '<discard-changes/>', OTHER))[0]).toContain('locked by');
  });

  test('is refused while the candidate holds changes that nobody has committed', () => {
    loadSet(leaf, DESCRIBE, OTHER);
    expect(errorMessages(exchange(leaf, LOCK))).toEqual(['configuration database modified']);
  });

  test('cannot be given back by somebody who does not hold it', () => {
    expect(errorMessages(exchange(leaf, UNLOCK))).toEqual(['Configuration database is not open']);
    exchange(leaf, LOCK);
    expect(errorMessages(exchange(leaf, UNLOCK, OTHER))[0]).toContain('locked by');
  });

  test('takes uncommitted changes with it when it is given back', () => {
    exchange(leaf, LOCK);
    loadSet(leaf, DESCRIBE);
    expect(compared()).toContain('et-0/0/20');
    exchange(leaf, UNLOCK);
    expect(compared()).toBe('');
  });

  test('of a killed session is free, and what it left unconfirmed is reverted', () => {
    exchange(leaf, LOCK);
    loadSet(leaf, DESCRIBE);
    exchange(leaf, CONFIRMED);
    expect(errorMessages(exchange(leaf, '<kill-session><session-id>7001</session-id></kill-session>', OTHER))).toEqual(
      [],
    );
    expect(leaf.database.lockHolder).toBeUndefined();
    expect(isDescribed()).toBe(false);
  });

  test('that an operator took keeps clients out until he lets go', () => {
    const release = leaf.lockAs('operator');
    expect(errorMessages(exchange(leaf, LOCK))[0]).toContain('operator terminal pts/0 (pid ');
    release();
    expect(errorMessages(exchange(leaf, LOCK))).toEqual([]);
  });
});

describe('a confirmed commit', () => {
  test('is rolled back by root via other when its minutes are over', () => {
    loadSet(leaf, DESCRIBE);
    exchange(leaf, CONFIRMED);
    lab.clock.advance(4 * 60_000);
    expect(isDescribed()).toBe(true);
    lab.clock.advance(60_000);
    expect(isDescribed()).toBe(false);
    expect(leaf.database.history[0]).toMatchObject({ user: 'root', client: 'other' });
    expect(leaf.database.rollback(1).has('interfaces', 'et-0/0/20')).toBe(true);
  });

  test('shows that it is pending until it is confirmed', () => {
    loadSet(leaf, DESCRIBE);
    exchange(leaf, CONFIRMED);
    const newest = () => descendants(exchange(leaf, '<get-commit-information/>'), 'commit-history')[0];
    expect(textOf(newest() ?? fail(), 'comment')).toBe('commit confirmed, rollback in 5mins');
    expect(textOf(newest() ?? fail(), 'commit-confirmed')).toBe('rollback pending');
    exchange(leaf, CHECK, OTHER);
    expect(textOf(newest() ?? fail(), 'comment')).toBe('commit confirmed, rollback in 5mins');
    expect(child(newest() ?? fail(), 'commit-confirmed')).toBeUndefined();
  });

  test.each([
    ['a commit check', CHECK],
    ['a commit', COMMIT],
    ['a validate', '<validate><source><candidate/></source></validate>'],
  ])('is confirmed by %s of anybody', (_, operation) => {
    loadSet(leaf, DESCRIBE);
    exchange(leaf, CONFIRMED);
    exchange(leaf, operation, OTHER);
    lab.clock.advance(3_600_000);
    expect(isDescribed()).toBe(true);
  });

  test('is not confirmed by a check that fails', () => {
    loadSet(leaf, DESCRIBE);
    exchange(leaf, CONFIRMED);
    leaf.switches.refuseCheck = 'no';
    exchange(leaf, CHECK);
    lab.clock.advance(300_000);
    expect(isDescribed()).toBe(false);
  });

  test('of the standard operation counts seconds', () => {
    loadSet(leaf, DESCRIBE);
    exchange(leaf, '<commit><confirmed/><confirm-timeout>60</confirm-timeout></commit>');
    lab.clock.advance(30_000);
    expect(isDescribed()).toBe(true);
    lab.clock.advance(30_000);
    expect(isDescribed()).toBe(false);
  });

  test('outlives its session, or not: the switch says', () => {
    for (const [kept, switched] of [
      [true, 'kept'],
      [false, 'reverted'],
    ] as const) {
      leaf.switches.pendingCommitAtSessionEnd = switched;
      loadSet(leaf, DESCRIBE);
      exchange(leaf, CONFIRMED);
      leaf.database.sessionEnded(NETOPS.pid, leaf.switches.pendingCommitAtSessionEnd === 'reverted');
      expect(isDescribed()).toBe(kept);
      lab.clock.advance(300_000);
      expect(isDescribed()).toBe(false);
    }
  });
});

describe('load-configuration', () => {
  test('answers an unknown statement as a syntax error, and says ok all the same', () => {
    const reply = loadSet(leaf, `${DESCRIBE}\nset interfaces et-0/0/21 colour blue\n`);
    expect(errorMessages(reply)).toEqual(['syntax error']);
    expect(texts(reply, 'bad-element')).toEqual(['colour']);
    expect(descendants(reply, 'ok')).toHaveLength(1);
    expect(compared()).toContain('et-0/0/20');
  });

  test('says of broken text what is wrong, and from where on it reads again', () => {
    const text = '<configuration-text>interfaces { et-0/0/20 { colour blue; } }</configuration-text>';
    const reply = exchange(leaf, `<load-configuration action="merge" format="text">${text}</load-configuration>`);
    expect(errorMessages(reply)).toEqual(['syntax error', 'error recovery ignores input until this point']);
    expect(texts(reply, 'bad-element')).toEqual(['colour', '}']);
    expect(deviceMessages(reply).map(({ message }) => message)).toEqual(['syntax error']);
  });

  test('refuses values that are none, in the words of Junos, and takes the lines beside them', () => {
    const reply = loadSet(
      leaf,
      [
        DESCRIBE,
        'set interfaces et-0/0/20 unit 0 family inet address 192.0.2.400/24',
        'set policy-options prefix-list P 192.0.2.0/33',
        'set interfaces et-0/0/21 flexible-vlan-tagging',
        'set interfaces et-0/0/21 unit 7 vlan-id 4095',
      ].join('\n'),
    );
    expect(errorMessages(reply)).toEqual([
      "invalid value '400' in ip address: '192.0.2.400/24'",
      "invalid prefix length: '33'",
      'Value 4095 is not within range (0..4094)',
    ]);
    expect(texts(reply, 'bad-element')).toEqual(['192.0.2.400/24', '192.0.2.0/33', '4095']);
    expect(texts(reply, 'error-path')).toEqual([
      '[edit interfaces et-0/0/20 unit 0 family inet]',
      '[edit policy-options prefix-list]',
      '[edit interfaces et-0/0/21 unit 7]',
    ]);
    expect(compared()).toContain('et-0/0/20');
    expect(compared()).not.toContain('prefix-list');
  });

  test.each(['text', 'xml'])('refuses a value that is none in %s, too', (format) => {
    const content = {
      text: '<configuration-text>routing-options { router-id 1.2.3; }</configuration-text>',
      xml: '<configuration><routing-options><router-id>1.2.3</router-id></routing-options></configuration>',
    }[format];
    const reply = exchange(
      leaf,
      `<load-configuration action="merge" format="${format}">${content}</load-configuration>`,
    );
    expect(errorMessages(reply)).toEqual(["invalid ip address: '1.2.3'"]);
    expect(compared()).toBe('');
  });

  test('refuses them of somebody at the command line', () => {
    expect(() => leaf.edit('set routing-options router-id 1.2.3')).toThrow("invalid ip address: '1.2.3'");
    expect(leaf.database.isModified).toBe(false);
  });

  test('does not know what its release does not know', () => {
    const line = 'set forwarding-options evpn-vxlan shared-tunnels';
    const reply = loadSet(leaf, line);
    expect([errorMessages(reply), texts(reply, 'bad-element')]).toEqual([['syntax error'], ['evpn-vxlan']]);
    expect(compared()).toBe('');
  });

  test('warns of a statement to be deleted that is not there', () => {
    const reply = loadSet(leaf, 'delete interfaces et-0/0/20 description');
    expect(errorMessages(reply)).toEqual([]);
    expect(texts(reply, 'error-severity')).toEqual(['warning']);
    expect(texts(reply, 'error-message')).toEqual(['statement not found']);
  });

  test('replaces a group whole in text and in XML', () => {
    leaf.edit('set groups dc1 interfaces et-0/0/20 description old\nset groups dc1 interfaces et-0/0/21 mtu 9000');
    const text = 'groups { replace: dc1 { interfaces { et-0/0/20 { description text; } } } }';
    const xml =
      '<configuration><groups replace="replace"><name>dc1</name><interfaces><interface><name>et-0/0/22</name>' +
      '<description>xml</description></interface></interfaces></groups></configuration>';
    exchange(
      leaf,
      `<load-configuration action="replace" format="text"><configuration-text>${text}</configuration-text></load-configuration>`,
    );
    expect(leaf.database.candidate.entries('groups', 'dc1', 'interfaces').map(({ keys }) => keys[0])).toEqual([
      'et-0/0/20',
    ]);
    exchange(leaf, `<load-configuration action="replace" format="xml">${xml}</load-configuration>`);
    expect(leaf.database.candidate.entries('groups', 'dc1', 'interfaces').map(({ keys }) => keys[0])).toEqual([
      'et-0/0/22',
    ]);
  });

  test('takes an earlier commit back', () => {
    leaf.edit(DESCRIBE);
    exchange(leaf, '<load-configuration rollback="1"/>');
    expect(compared()).toContain('-   et-0/0/20');
    expect(errorMessages(exchange(leaf, '<load-configuration rollback="9"/>'))).toEqual([
      'could not find rollback configuration 9',
    ]);
  });
});

describe('get-configuration', () => {
  test('shows what is inherited and from which group', () => {
    leaf.edit('set groups dc1 interfaces et-0/0/20 description here\nset apply-groups dc1');
    const plain = exchange(leaf, '<get-configuration database="committed" format="set"/>');
    expect(textOf(plain, 'configuration-set')).toContain('set groups dc1 interfaces et-0/0/20 description here');
    const inherited = exchange(
      leaf,
      '<get-configuration database="committed" inherit="inherit" groups="groups" interface-ranges="interface-ranges"/>',
    );
    const port = descendants(inherited, 'interface').find((one) => textOf(one, 'name') === 'et-0/0/20');
    expect(port?.attributes.group).toBe('dc1');
    expect(descendants(inherited, 'groups')).toEqual([]);
  });

  test('names the interface-range that a statement comes from, and the controller reads it', () => {
    leaf.edit('set interfaces interface-range r member et-0/0/21\nset interfaces interface-range r mtu 9000');
    const answer = exchange(
      leaf,
      '<get-configuration database="committed" inherit="inherit" groups="groups" interface-ranges="interface-ranges"/>',
    );
    const read = descendants(answer, 'configuration').map((one) => readXml(one, { unknown: 'keep' }));
    expect(read.map((one) => one.find('interfaces', 'et-0/0/21', 'mtu')?.range)).toEqual(['r']);
  });

  test('selects a subtree in every format', () => {
    const filter =
      '<configuration><system/><interfaces><interface><name>lo0</name></interface></interfaces></configuration>';
    const xml = exchange(leaf, `<get-configuration>${filter}</get-configuration>`);
    expect(texts(xml, 'host-name')).toEqual(['leaf10']);
    expect(descendants(xml, 'interface').map((one) => textOf(one, 'name'))).toEqual(['lo0']);
    expect(descendants(xml, 'protocols')).toEqual([]);
    const set = exchange(leaf, `<get-configuration format="set">${filter}</get-configuration>`);
    expect(textOf(set, 'configuration-set')?.split('\n')).toEqual([
      'set system host-name leaf10',
      'set system services netconf ssh',
      'set interfaces lo0 unit 0 family inet address 192.168.1.10/32',
    ]);
  });

  test('says who committed last', () => {
    leaf.edit(DESCRIBE);
    const reply = exchange(leaf, '<get-configuration database="committed"/>');
    expect(child(reply, 'configuration')?.attributes['commit-user']).toBe('admin');
  });

  test('compares the candidate with any of the earlier commits', () => {
    leaf.edit(DESCRIBE);
    const reply = exchange(leaf, '<get-configuration compare="rollback" rollback="1" format="text"/>');
    expect(textOf(reply, 'configuration-information', 'configuration-output')).toBe(
      '[edit interfaces]\n+   et-0/0/20 {\n+       description here;\n+   }',
    );
  });
});

describe('a commit', () => {
  test('is answered for the routing engine, with ok beside', () => {
    loadSet(leaf, DESCRIBE);
    const reply = exchange(leaf, '<commit-configuration><log>change 42</log><synchronize/></commit-configuration>');
    expect(textOf(reply, 'commit-results', 'routing-engine', 'name')).toBe('fpc0');
    expect(descendants(reply, 'commit-success')).toHaveLength(1);
    expect(child(reply, 'ok')).toBeDefined();
    expect(leaf.database.history[0]).toMatchObject({ user: 'netops', client: 'netconf', log: 'change 42' });
  });

  test('that fails names path, statement and reason, and leaves the device as it was', () => {
    loadSet(leaf, 'set protocols bgp group OVERLAY-BGP export GONE');
    const reply = exchange(leaf, COMMIT);
    expect(errorMessages(reply)).toEqual([
      'Policy error: Policy GONE referenced but not defined',
      'BGP: export list not applied',
      'configuration check-out failed',
    ]);
    expect(texts(reply, 'error-path')[0]).toBe('[edit protocols bgp group OVERLAY-BGP]');
    expect(leaf.database.commitCount).toBe(1);
  });

  test('remembers fifty configurations', () => {
    for (let count = 0; count < 60; count += 1) leaf.edit(`set interfaces et-0/0/20 description d${count}`);
    expect(leaf.database.history).toHaveLength(50);
    expect(leaf.database.rollback(49).value('interfaces', 'et-0/0/20', 'description')).toBe('d10');
    expect(leaf.database.commitCount).toBe(61);
  });

  test('can be refused, or warned of, by switch', () => {
    leaf.switches.refuseCommit = 'disk full';
    loadSet(leaf, DESCRIBE);
    expect(errorMessages(exchange(leaf, CHECK))).toEqual([]);
    expect(errorMessages(exchange(leaf, COMMIT))).toEqual(['disk full', 'configuration check-out failed']);
    leaf.switches.refuseCommit = undefined;
    leaf.switches.warn = 'mgd is in a hurry';
    const reply = exchange(leaf, COMMIT);
    expect(errorMessages(reply)).toEqual([]);
    expect(texts(reply, 'error-severity')).toEqual(['warning']);
    expect(isDescribed()).toBe(true);
  });

  test('of a human is by admin via cli, and refused without a trace', () => {
    leaf.edit(guideLines(10), 'by hand');
    expect(leaf.database.history[0]).toMatchObject({ user: 'admin', client: 'cli', log: 'by hand' });
    expect(() => leaf.edit('set protocols bgp group UNDERLAY-BGP export GONE')).toThrow(
      'leaf10 refuses the configuration: Policy error: Policy GONE referenced but not defined',
    );
    expect(leaf.database.isModified).toBe(false);
  });
});

test('an RPC that the device does not know is a syntax error', () => {
  const reply = exchange(leaf, '<get-weather/>');
  expect(errorMessages(reply)).toEqual(['syntax error']);
  expect(texts(reply, 'bad-element')).toEqual(['get-weather']);
});

test('the device says what it is and what time it has', () => {
  const version = exchange(leaf, '<get-software-information/>');
  expect(textOf(version, 'software-information', 'host-name')).toBe('leaf10');
  expect(textOf(version, 'software-information', 'junos-version')).toBe('19.1R2');
  expect(textOf(exchange(leaf, '<get-system-information/>'), 'system-information', 'hardware-model')).toBe(
    'qfx10002-60c',
  );
  const hourLater = lab.clock.now() + 3_600_000;
  lab.clock.advance(3_600_000);
  const uptime = descendants(exchange(leaf, '<get-system-uptime-information/>'), 'current-time')[0];
  expect(Number(child(uptime ?? fail(), 'date-time')?.attributes.seconds)).toBeGreaterThanOrEqual(
    Math.floor(hourLater / 1000),
  );
});

function fail(): never {
  throw new Error('an element is missing');
}
