import { Duplex } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { MAX_BYTES_IN_FLIGHT } from '../../lib/netconf/bytes-in-flight';
import { KnownHosts } from '../../lib/netconf/known-hosts';
import { connect } from '../../lib/netconf/netconf-session';
import type { NetconfSession } from '../../lib/netconf/netconf-session';
import { rejectionOf } from '../support/rejection';
import { JUNOS_HELLO } from './canned-device';

const MEGABYTE = Buffer.alloc(1024 * 1024, ' ');
/** As much as a device may send of one message. */
const PART = 15;
const FULL = Math.floor(MAX_BYTES_IN_FLIGHT / (PART * MEGABYTE.length));

interface Device {
  readonly session: NetconfSession;
  /** Sends that many megabytes of a reply that does not end. */
  readonly send: (megabytes: number) => Promise<void>;
  readonly end: () => void;
  readonly finish: () => Promise<void>;
}

const open: Device[] = [];

afterEach(() => {
  for (const device of open.splice(0)) device.session.abort();
});

/** A session over a stream of this process, with a request that waits for its reply. */
async function reading(hostname: string): Promise<Device & { readonly reply: Promise<unknown> }> {
  const stream = new Duplex({
    read: () => undefined,
    write: (_bytes, _encoding, done) => {
      done();
    },
  });
  let end = (): void => undefined;
  const ended = new Promise<string>((resolve) => {
    end = () => {
      resolve('it is gone');
    };
  });
  const transport = { stream, ended, close: end, destroy: end };
  const access = {
    hostname,
    address: '192.0.2.1',
    port: 830,
    login: { method: 'agent', user: 'netops' },
    knownHosts: KnownHosts.parse(''),
  } as const;
  stream.push(`${JUNOS_HELLO}]]>]]>`);
  const session = await connect(access, { openTransport: () => Promise.resolve(transport) });
  const reply = session.rpc('<get-x/>');
  reply.catch(() => undefined);
  await setImmediate();
  const push = async (bytes: Buffer | string): Promise<void> => {
    stream.push(bytes);
    await setImmediate();
  };
  const send = async (megabytes: number): Promise<void> => {
    for (let sent = 0; sent < megabytes; sent += 1) await push(MEGABYTE);
  };
  const finish = () => push('<rpc-reply message-id="1"><x/></rpc-reply>]]>]]>');
  const device = { session, reply, send, end, finish };
  open.push(device);
  return device;
}

test('the device whose reply is too much for all of them together is given up, and told', async () => {
  for (let i = 0; i < FULL; i += 1) await (await reading(`leaf${i}`)).send(PART);
  const last = await reading('leaf99');
  await last.send(PART);
  const error = await rejectionOf(last.reply);
  expect(error.code).toBe('sessionLost');
  expect(error.message).toContain('the session with leaf99 was lost while get-x was waiting');
  expect(error.message).toContain('the replies that are arriving from all devices are together larger than');
  expect(error.message).toContain('read fewer devices at once (--max-parallel)');
});

test('a reply that was read, and a session that ended, make room for others', async () => {
  for (let round = 0; round < 3; round += 1) {
    const devices = await Promise.all(Array.from({ length: FULL }, (_, i) => reading(`leaf${i}`)));
    for (const [i, device] of devices.entries()) {
      await device.send(i === 0 ? 3 : PART);
      if (i === 0) await device.finish();
      else if (i % 2 === 0) device.session.abort();
      else device.end();
    }
    await setImmediate();
    await expect(devices[0]?.reply).resolves.toMatchObject({ name: 'rpc-reply' });
    devices[0]?.session.abort();
  }
  const after = await reading('leaf10');
  await after.send(1);
  await after.finish();
  await expect(after.reply).resolves.toMatchObject({ name: 'rpc-reply' });
});
