import { utils } from 'ssh2';
import { generateKeyPair } from '../../lib/emulator/ssh/host-key';
import { Lab } from '../../lib/emulator/lab';
import { guideTopology } from './support/guide';
import { Wire } from './support/wire';

let lab: Lab;

beforeEach(async () => {
  lab = await Lab.start(guideTopology());
});

afterEach(async () => {
  await lab.stop();
});

const open = async () => {
  const wire = await Wire.open(lab.port('leaf10'));
  await wire.greet();
  return wire;
};

test('the hello comes with the two comments of a real device', async () => {
  const wire = await Wire.open(lab.port('leaf10'));
  const hello = await wire.greet();
  expect(hello.split('\n').slice(0, 3)).toEqual([
    '<!-- No zombies were killed during the creation of this user interface -->',
    '<!-- user netops, class super-user -->',
    '<hello xmlns="urn:ietf:params:xml:ns:netconf:base:1.0">',
  ]);
  expect(hello).toContain('<capability>urn:ietf:params:netconf:base:1.0</capability>');
  expect(hello).not.toContain('base:1.1');
  await wire.drop();
});

test('a reply has every attribute of its request, and the release in its namespace', async () => {
  const wire = await open();
  const reply = await wire.rpc('<lock-configuration/>', 'message-id="101" xmlns:x="urn:x" x:mark="&lt;here&gt;"');
  expect(reply).toBe(
    '<rpc-reply xmlns="urn:ietf:params:xml:ns:netconf:base:1.0" xmlns:junos="http://xml.juniper.net/junos/19.1R2/junos"' +
      ' message-id="101" xmlns:x="urn:x" x:mark="&lt;here&gt;">\n<ok/>\n</rpc-reply>',
  );
  await wire.drop();
});

test('several requests at once are answered in order, however the bytes are cut', async () => {
  const wire = await open();
  const request = (id: number) => `<rpc message-id="${id}"><get-system-information/></rpc>]]>]]>`;
  for (const part of `${request(1)}${request(2)}${request(3)}`.match(/.{1,7}/gs) ?? []) wire.sendRaw(part);
  const ids = [await wire.receive(), await wire.receive(), await wire.receive()].map(
    (reply) => /message-id="(\d)"/.exec(reply)?.[1],
  );
  expect(ids).toEqual(['1', '2', '3']);
  await wire.drop();
});

test('a lost connection frees the lock and drops what was not committed', async () => {
  const wire = await open();
  const device = lab.device('leaf10');
  await wire.rpc('<lock-configuration/>');
  await wire.rpc(
    '<load-configuration action="set"><configuration-set>set system host-name lost</configuration-set></load-configuration>',
  );
  expect(device.database.isModified).toBe(true);
  await wire.drop();
  while (device.sessionCount > 0) await new Promise(setImmediate);
  expect(device.database.isModified).toBe(false);
  expect(device.database.lockHolder).toBeUndefined();
});

test('close-session is answered before the session ends', async () => {
  const wire = await open();
  await expect(wire.rpc('<close-session/>')).resolves.toContain('<ok/>');
  await wire.closed;
});

test('what is no XML gets an error, and the session goes on', async () => {
  const wire = await open();
  wire.send('<rpc><oops></rpc>');
  await expect(wire.receive()).resolves.toContain('malformed-message');
  await expect(wire.rpc('<get-system-information/>')).resolves.toContain('qfx10002-60c');
  await wire.drop();
});

test('the connection can be lost before or after an RPC is done', async () => {
  const device = lab.device('leaf10');
  const edit =
    '<load-configuration action="set"><configuration-set>set system host-name other</configuration-set></load-configuration>';
  device.switches.dropBefore = 'load-configuration';
  const first = await open();
  first.send(`<rpc>${edit}</rpc>`);
  await first.closed;
  expect(device.database.isModified).toBe(false);
  device.switches.dropAfter = 'load-configuration';
  const second = await open();
  second.send(`<rpc>${edit}</rpc>`);
  await second.closed;
  expect(device.database.isModified).toBe(true);
});

test('an RPC can stay without an answer', async () => {
  const wire = await open();
  lab.device('leaf10').switches.hang = 'lock-configuration';
  wire.send('<rpc message-id="1"><lock-configuration/></rpc>');
  await expect(wire.rpc('<get-system-information/>', 'message-id="2"')).resolves.toContain('message-id="2"');
  expect(lab.device('leaf10').database.lockHolder).toBeUndefined();
  await wire.drop();
});

test('a device with netconf version-1.1 speaks chunked with those who can', async () => {
  const { devices } = guideTopology();
  await lab.stop();
  const newer = { junos: '24.4R1', baseline: 'set system services netconf version-1.1' };
  lab = await Lab.start(guideTopology({ devices: devices.map((one) => ({ ...one, ...newer })) }));
  const wire = await Wire.open(lab.port('leaf10'));
  const hello = await wire.greet('urn:ietf:params:netconf:base:1.1');
  expect(hello).toContain('<capability>urn:ietf:params:netconf:base:1.1</capability>');
  const request = '<rpc message-id="1"><get-system-information/></rpc>';
  wire.sendRaw(`\n#${request.length}\n${request}\n##\n`);
  await expect(wire.receive('\n##\n')).resolves.toMatch(/^#\d+\n<rpc-reply [^]*24\.4R1[^]*<\/rpc-reply>$/);
  await wire.drop();
  const plain = await open();
  await expect(plain.rpc('<get-system-information/>')).resolves.toContain('24.4R1');
  await plain.drop();
});

test('a killed session is cut', async () => {
  const [wire, other] = [await open(), await open()];
  const reply = await wire.rpc('<lock-configuration/>');
  expect(reply).toContain('<ok/>');
  const pid = lab.device('leaf10').database.lockHolder?.actor.pid ?? 0;
  await expect(other.rpc(`<kill-session><session-id>${pid}</session-id></kill-session>`)).resolves.toContain('<ok/>');
  await wire.closed;
  await other.drop();
});

test('a slow device answers late, and in order', async () => {
  const wire = await open();
  lab.device('leaf10').switches.delayMs = 20;
  await expect(wire.rpc('<get-system-information/>')).resolves.toContain('qfx10002-60c');
  await wire.drop();
});

test('nobody gets in with a wrong password or an unknown name', async () => {
  await expect(Wire.open(lab.port('leaf10'), 'netops', 'wrong')).rejects.toThrow('authentication');
  await expect(Wire.open(lab.port('leaf10'), 'nobody', 'netops')).rejects.toThrow('authentication');
});

test('a key of the topology opens the session, another one does not', async () => {
  const [mine, foreign] = [generateKeyPair(), generateKeyPair()];
  await lab.stop();
  lab = await Lab.start(guideTopology({ users: [{ name: 'robot', publicKeys: [`${mine.publicKey} robot@lab`] }] }));
  const wire = await Wire.openWithKey(lab.port('leaf10'), 'robot', mine.privateKey);
  await wire.drop();
  await expect(Wire.openWithKey(lab.port('leaf10'), 'robot', foreign.privateKey)).rejects.toThrow('authentication');
  await expect(Wire.open(lab.port('leaf10'), 'robot', '')).rejects.toThrow('authentication');
});

test('every device has its own host key, and can get another one on the same port', async () => {
  const lines = lab.knownHosts.trim().split('\n');
  expect(lines).toHaveLength(5);
  expect(new Set(lines.map((line) => line.split(' ')[2])).size).toBe(5);
  const port = lab.port('leaf10');
  expect(lines[0]).toMatch(new RegExp(`^\\[127\\.0\\.0\\.1\\]:${port} ssh-ed25519 `));
  expect(utils.parseKey(lines[0]?.split(' ').slice(1).join(' ') ?? '')).toHaveProperty('type', 'ssh-ed25519');
  await lab.device('leaf10').changeHostKey();
  expect(lab.port('leaf10')).toBe(port);
  expect(lab.knownHosts.split('\n')[0]).not.toBe(lines[0]);
});

test('a topology can fix the port of a device', async () => {
  const { devices } = guideTopology();
  const port = lab.port('leaf10');
  await lab.stop();
  lab = await Lab.start(
    guideTopology({ devices: devices.map((one, place) => (place === 0 ? { ...one, port } : one)) }),
  );
  expect(lab.port('leaf10')).toBe(port);
});

test('a configuration that stands for millions of statements is answered with an error, and the lab goes on', async () => {
  const wire = await open();
  const range = '<name>R</name><member><name>et-[0-99]/[0-99]/[0-99]:[0-9]</name></member><mtu>9000</mtu>';
  const configuration = `<configuration><interfaces><interface-range>${range}</interface-range></interfaces></configuration>`;
  expect(await wire.rpc(`<load-configuration>${configuration}</load-configuration>`)).toContain('<ok/>');
  for (const request of ['<commit-configuration/>', '<get-configuration inherit="inherit"/>']) {
    const reply = await wire.rpc(request);
    expect(reply).toContain('<error-severity>error</error-severity>');
    expect(reply).toContain('names more than 10000 interfaces');
  }
  expect(await wire.rpc('<get-system-information/>')).toContain('<host-name>leaf10</host-name>');
  await wire.drop();
});
