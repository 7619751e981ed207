import { connect } from '../../lib/netconf/netconf-session';
import type { NetconfSession } from '../../lib/netconf/netconf-session';
import { isDeviceRefusal } from '../../lib/netconf/rpc-error';
import { textOf } from '../../lib/junos/formats/xml';
import { rejectionOf } from '../support/rejection';
import { HELLO_1_1, JUNOS_HELLO, cannedDevices } from './canned-device';
import type { CannedDeviceOptions, CannedDevice } from './canned-device';

const start = cannedDevices();
const sessions: NetconfSession[] = [];

afterEach(() => {
  for (const session of sessions.splice(0)) session.abort();
});

async function open(options: CannedDeviceOptions = {}, changes = {}): Promise<[NetconfSession, CannedDevice]> {
  const device = await start(options);
  const session = await connect(device.access(changes));
  sessions.push(session);
  return [session, device];
}

describe('the greeting', () => {
  test('of Junos is read over its comments, and NETCONF 1.0 is spoken', async () => {
    const [session, device] = await open();
    expect(session.sessionId).toBe('27013');
    expect(session.capabilities).toContain('http://xml.juniper.net/netconf/junos/1.0');
    await session.rpc('<get-x/>');
    expect(device.received[0]).toContain('<capability>urn:ietf:params:netconf:base:1.1</capability>');
    expect(device.received[1]).toBe(
      '<rpc message-id="1" xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"><get-x/></rpc>',
    );
  });

  test('with version 1.1 on both sides changes to chunked framing', async () => {
    const [session, device] = await open({
      hello: HELLO_1_1,
      framing: 'chunked',
      replies: { 'get-x': '<x>ü]]&gt;]]></x>' },
    });
    expect(textOf(await session.rpc('<get-x>]]>]]></get-x>'), 'x')).toBe('ü]]>]]>');
    expect(device.received[1]).toContain(']]>]]>');
  });

  test('with a prefix on every element is read', async () => {
    const prefixed = JUNOS_HELLO.replaceAll(/<(\/?)(?=[a-z])/g, '<$1nc:').replace('xmlns=', 'xmlns:nc=');
    const [session] = await open({ hello: prefixed });
    expect(session.sessionId).toBe('27013');
  });

  test.each([
    ['<rpc-reply/>', 'it sent <rpc-reply> instead of <hello>'],
    ['<hello/>', 'it lists no NETCONF version'],
    ['Welcome to leaf10', 'it begins "Welcome to leaf10"'],
    ['<!DOCTYPE hello><hello/>', 'declares a document type'],
  ])('that is none is refused: %s', async (hello, reason) => {
    const device = await start({ hello });
    const error = await rejectionOf(connect(device.access()));
    expect(error.code).toBe('helloUnreadable');
    expect(error.message).toContain('did not greet as a NETCONF server does');
    expect(error.message).toContain(reason);
  });

  test('that never comes times out', async () => {
    const device = await start({ neverGreets: true });
    const error = await rejectionOf(connect(device.access({ connectTimeoutMs: 300 })));
    expect(error.code).toBe('connectTimedOut');
    expect(error.message).toContain('gave no answer within 0.3 s, while waiting for its NETCONF greeting');
  });
});

describe('rpc', () => {
  test('requests are sent one after another, each with its own number', async () => {
    let open_ = 0;
    let most = 0;
    const [session, device] = await open({
      replies: {
        'get-x': (request) => {
          open_ += 1;
          most = Math.max(most, open_);
          open_ -= 1;
          return `<x>${/<n>(.*)<\/n>/.exec(request)?.[1] ?? ''}</x>`;
        },
      },
    });
    const replies = await Promise.all([1, 2, 3].map((n) => session.rpc(`<get-x><n>${n}</n></get-x>`)));
    expect(replies.map((reply) => textOf(reply, 'x'))).toEqual(['1', '2', '3']);
    expect(replies.map((reply) => reply.attributes['message-id'])).toEqual(['1', '2', '3']);
    expect(device.received).toHaveLength(4);
    expect(most).toBe(1);
  });

  test('an error beside <ok/> rejects', async () => {
    const [session] = await open({
      replies: {
        'load-configuration':
          '<load-configuration-results><rpc-error><error-severity>error</error-severity><error-info><bad-element>foo</bad-element></error-info>' +
          '<error-message>syntax error</error-message></rpc-error><ok/></load-configuration-results>',
      },
    });
    const error = await rejectionOf(session.rpc('<load-configuration/>'));
    expect(error.code).toBe('deviceRefused');
    expect(error.message).toBe("leaf10 refused load-configuration:\n    'foo'\n    error: syntax error");
    expect(isDeviceRefusal(error) && error.details[0]?.badElement).toBe('foo');
  });

  test('a warning beside <ok/> is returned', async () => {
    const [session] = await open({
      replies: {
        'load-configuration':
          '<load-configuration-results><rpc-error><error-severity>warning</error-severity><error-message>statement not found</error-message></rpc-error><ok/></load-configuration-results>',
      },
    });
    const { warnings } = await session.rpc('<load-configuration/>');
    expect(warnings).toMatchObject([{ severity: 'warning', message: 'statement not found' }]);
  });

  test('after a refusal the session goes on', async () => {
    const [session] = await open({
      replies: { bad: '<rpc-error><error-message>no</error-message></rpc-error>' },
    });
    await rejectionOf(session.rpc('<bad/>'));
    expect((await session.rpc('<good/>')).name).toBe('rpc-reply');
  });

  test('a routing engine that is never closed does not hide the reply', async () => {
    const [session] = await open({
      replies: {
        'commit-configuration':
          '<commit-results><routing-engine><name>fpc0</name><commit-success/></commit-results><ok/>',
      },
    });
    const reply = await session.rpc('<commit-configuration/>');
    expect(textOf(reply, 'commit-results', 'routing-engine', 'name')).toBe('fpc0');
  });

  test('a reply that cannot be read rejects and says that the outcome is not known', async () => {
    const [session] = await open({ replies: { 'commit-configuration': '<commit-results><a></b>' } });
    const error = await rejectionOf(session.rpc('<commit-configuration/>'));
    expect(error.code).toBe('replyUnreadable');
    expect(error.message).toContain(
      'the reply of leaf10 to commit-configuration cannot be read, so its outcome is not known',
    );
    expect((await session.rpc('<good/>')).name).toBe('rpc-reply');
  });

  test('a reply of 10 MB is read whole', async () => {
    const item = '<name>et-0/0/15</name>';
    const body = item.repeat(Math.ceil((10 * 1024 * 1024) / item.length));
    const [session] = await open({ replies: { 'get-x': `<x>${body}</x>` } });
    const reply = await session.rpc('<get-x/>');
    expect(reply.children[0]?.children).toHaveLength(body.length / item.length);
  });

  test('a reply that is larger than any device has to say ends the session, and the device is named', async () => {
    const [session] = await open({ replies: { 'get-x': `<x>${'x'.repeat(17 * 1024 * 1024)}</x>` } });
    const error = await rejectionOf(session.rpc('<get-x/>'));
    expect(error.code).toBe('sessionLost');
    expect(error.message).toMatch(
      /^the session with leaf10 was lost while get-x was waiting .* limit of 16777216 bytes$/,
    );
  });

  test('a reply of more tags than any device has to say cannot be read, and the device is named', async () => {
    const [session] = await open({ replies: { 'get-x': '<x/>'.repeat(1_000_001) } });
    const error = await rejectionOf(session.rpc('<get-x/>'));
    expect(error.message).toMatch(/^the reply of leaf10 to get-x cannot be read, .*more than 1000000 tags/);
  });

  test('a request of 15 MB is sent whole', async () => {
    const [session, device] = await open();
    const body = 'x'.repeat(15 * 1024 * 1024);
    await session.rpc(`<load>${body}</load>`);
    expect(device.received[1]).toHaveLength(
      body.length + '<rpc message-id="1" xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"><load></load></rpc>'.length,
    );
  });

  test('a request that holds the end-of-message mark is not sent, and the next one is', async () => {
    const [session, device] = await open();
    expect(await rejectionOf(session.rpc('<x>]]>]]></x>'))).toMatchObject({ code: 'endOfMessageInPayload' });
    await session.rpc('<good/>');
    expect(device.received).toHaveLength(2);
  });
});

describe('a session that fails', () => {
  test('a silent device times out; the session is given up and nothing more is sent', async () => {
    const [session, device] = await open({ replies: { 'get-x': { act: 'stay silent' } } });
    const first = rejectionOf(session.rpc('<get-x/>', 100));
    const second = rejectionOf(session.rpc('<commit-configuration/>'));
    expect((await first).message).toBe(
      'leaf10 gave no reply to get-x within 0.1 s; its outcome is not known and the session was ended',
    );
    expect((await first).code).toBe('rpcTimedOut');
    expect(await second).toMatchObject({ code: 'rpcNotSent' });
    expect((await second).message).toContain(
      'commit-configuration was not sent to leaf10: leaf10 gave no reply to get-x',
    );
    expect(await session.lost).toMatchObject({ code: 'rpcTimedOut' });
    expect(device.received.join()).not.toContain('commit-configuration');
  });

  test.each(['drop the connection', 'end the channel'] as const)(
    'in the middle of an RPC (%s) rejects and names device and RPC',
    async (act) => {
      const [session] = await open({ replies: { 'commit-configuration': { act } } });
      const error = await rejectionOf(session.rpc('<commit-configuration/>'));
      expect(error.code).toBe('sessionLost');
      expect(error.message).toMatch(
        /^the session with leaf10 was lost while commit-configuration was waiting for its reply, whose outcome is not known: /,
      );
      expect((await session.lost).message).toBe(error.message);
      const next = await rejectionOf(session.rpc('<get-x/>'));
      expect(next.code).toBe('rpcNotSent');
      expect(next.message).toContain('get-x was not sent to leaf10: the session was lost: ');
    },
  );

  test('between two RPCs is told by `lost`', async () => {
    const [session, device] = await open();
    await device.stop();
    expect((await session.lost).message).toContain('the session with leaf10 was lost: ');
  });

  test('with the reply to another request is given up', async () => {
    const [session] = await open({
      replies: { 'get-x': { raw: '<rpc-reply message-id="99"><ok/></rpc-reply>]]>]]>' } },
    });
    expect((await rejectionOf(session.rpc('<get-x/>'))).message).toContain(
      'it answered request 99 while 1 was waiting',
    );
  });

  test('a reply without a number, as to a request that could not be read, belongs to the request', async () => {
    const raw = '<rpc-reply><rpc-error><error-message>syntax error</error-message></rpc-error></rpc-reply>]]>]]>';
    const [session] = await open({ replies: { 'get-x': { raw } } });
    expect(await rejectionOf(session.rpc('<get-x/>'))).toMatchObject({ code: 'deviceRefused' });
  });

  test('the rest of a reply that could not be read is not taken for the next reply', async () => {
    const [session] = await open({
      replies: {
        'get-x': { raw: '<rpc-reply message-id="1"><description>]]>]]>' },
        'commit-x': { raw: '<rpc-reply><ok/></rpc-reply>]]>]]></description></rpc-reply>]]>]]>' },
      },
    });
    expect(await rejectionOf(session.rpc('<get-x/>'))).toMatchObject({ code: 'replyUnreadable' });
    expect((await rejectionOf(session.rpc('<commit-x/>'))).message).toContain(
      'it answered request of no number while 2 was waiting',
    );
  });

  test('what would control a terminal does not reach a message, encoded or not', async () => {
    const message = '<error-message>\u001b[2J&#155;32mcommit complete</error-message>';
    const [session] = await open({ replies: { 'get-x': `<rpc-error>${message}</rpc-error>` } });
    expect((await rejectionOf(session.rpc('<get-x/>'))).message).toContain('error: \ufffd[2J\ufffd32mcommit complete');
  });

  test('a key that the device repeats as it has encoded it does not reach a message', async () => {
    const error =
      '<error-path>[edit groups dc1 authentication-key "$9$jkH.5Q39ABE"]</error-path>' +
      '<error-message>$9$jkH.5Q39ABE is no key</error-message>' +
      '<error-info><bad-element>"$9$jkH.5Q39ABE"</bad-element></error-info>';
    const [session] = await open({ replies: { 'get-x': `<rpc-error>${error}</rpc-error>` } });
    const { message } = await rejectionOf(session.rpc('<get-x/>'));
    expect(message).toContain('error: <secret> is no key');
    expect(message).not.toContain('jkH');
  });

  test('broken chunks end the session with their reason', async () => {
    const [session] = await open({ hello: HELLO_1_1, framing: 'chunked', replies: { 'get-x': { raw: '\n#x\n' } } });
    expect((await rejectionOf(session.rpc('<get-x/>'))).message).toContain('a chunk header was expected');
  });

  test('a device that stops answering keepalives is lost', async () => {
    const [session, device] = await open({ replies: { 'get-x': { act: 'stay silent' } } }, { keepaliveMs: 50 });
    device.freeze();
    const error = await rejectionOf(session.rpc('<get-x/>'));
    expect(error.message).toContain(
      'get-x was waiting for its reply, whose outcome is not known: no answer to keepalives',
    );
  });
});

describe('the end', () => {
  test('close says so to the device and may be called twice', async () => {
    const [session, device] = await open();
    await Promise.all([session.close(), session.close()]);
    await session.close();
    expect(device.received.filter((one) => one.includes('<close-session/>'))).toHaveLength(1);
    expect(await rejectionOf(session.rpc('<get-x/>'))).toMatchObject({
      message: 'get-x was not sent to leaf10: the session was closed',
    });
  });

  test('close waits for what was asked before', async () => {
    const [session] = await open({ replies: { 'get-x': '<x>1</x>' } });
    const [reply] = await Promise.all([session.rpc('<get-x/>'), session.close()]);
    expect(textOf(reply, 'x')).toBe('1');
  });

  test('nothing is sent after close was called', async () => {
    const [session, device] = await open();
    const closing = session.close();
    expect(await rejectionOf(session.rpc('<get-x/>'))).toMatchObject({ code: 'rpcNotSent' });
    await closing;
    expect(device.received.join()).not.toContain('get-x');
  });

  test('close of a lost session does not reject', async () => {
    const [session, device] = await open();
    await device.stop();
    await session.lost;
    await session.close();
  });

  test('abort rejects what is waiting at once, and is no loss', async () => {
    const [session] = await open({ replies: { 'get-x': { act: 'stay silent' } } });
    const waiting = rejectionOf(session.rpc('<get-x/>'));
    await new Promise((resolve) => setTimeout(resolve, 20));
    session.abort();
    expect((await waiting).message).toContain('lost while get-x was waiting');
    const first = await Promise.race([session.lost, new Promise((resolve) => setTimeout(resolve, 50, 'nothing'))]);
    expect(first).toBe('nothing');
  });

  test('the signal of connect aborts the session', async () => {
    const device = await start({ replies: { 'get-x': { act: 'stay silent' } } });
    const controller = new AbortController();
    const session = await connect(device.access(), { signal: controller.signal });
    const waiting = rejectionOf(session.rpc('<get-x/>'));
    controller.abort();
    expect((await waiting).message).toContain('the session was called off');
  });
});
