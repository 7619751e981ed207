import type { Configuration } from '../../lib/junos/tree/configuration';
import { readSet } from '../../lib/junos/formats/set-reader';
import { writeSet } from '../../lib/junos/formats/set-writer';
import { descendants } from '../../lib/junos/formats/xml';
import { readXml } from '../../lib/junos/formats/xml-reader';
import { writeXml } from '../../lib/junos/formats/xml-writer';
import type { NetconfSession, RpcReply } from '../../lib/netconf/netconf-session';
import { connect } from '../../lib/netconf/netconf-session';
import { canRun } from '../support/commands';
import { rejectionOf } from '../support/rejection';
import { sharedPath } from '../support/shared';
import { Netconfd } from './support/netconfd';

const YANG = sharedPath('yang', '24.4R1');
const describeNetconfd = YANG !== undefined && canRun('netconfd') ? describe : describe.skip;

const NAMESPACE = 'http://yang.juniper.net/junos-qfx/conf';

const LINES = `
set interfaces et-0/0/15 description "server1 (dc1)"
set interfaces et-0/0/15 mtu 9192
set interfaces et-0/0/15 unit 0 family inet address 172.16.104.1/30
set policy-options prefix-list server1 10.1.5.0/24
set policy-options policy-statement server1-import term accepted from prefix-list server1
set policy-options policy-statement server1-import term accepted then accept
set policy-options policy-statement server1-import then reject
set protocols bgp group server1 type external
set protocols bgp group server1 neighbor 172.16.104.2 peer-as 4220000001
`;

/** A configuration as this server wants it: each hierarchy in the namespace of its module. */
function qualified(configuration: Configuration): string {
  return writeXml(configuration)
    .replace('<configuration>', `<configuration xmlns="${NAMESPACE}/root">`)
    .replace(/^ {4}<([\w-]+)>/gm, (_line, name: string) => `<${name} xmlns="${NAMESPACE}/${name}">`);
}

function edit(xml: string, operation = 'merge'): string {
  return `<edit-config><target><candidate/></target><default-operation>${operation}</default-operation><test-option>test-then-set</test-option><error-option>rollback-on-error</error-option><config>${xml}</config></edit-config>`;
}

const LOCK = '<lock><target><candidate/></target></lock>';
const UNLOCK = '<unlock><target><candidate/></target></unlock>';
const VALIDATE = '<validate><source><candidate/></source></validate>';

function confirmed(seconds: number, persist?: string): string {
  const token = persist === undefined ? '' : `<persist>${persist}</persist>`;
  return `<commit><confirmed/><confirm-timeout>${seconds}</confirm-timeout>${token}</commit>`;
}

describeNetconfd(
  'netconfd with the QFX modules (skipped without netconfd or the YANG of the reference material)',
  () => {
    let server: Netconfd;
    const sessions: NetconfSession[] = [];

    beforeAll(async () => {
      server = await Netconfd.start(YANG ?? '');
    });
    afterAll(async () => {
      await server.stop();
    });
    afterEach(async () => {
      await Promise.all(sessions.splice(0).map((session) => session.close()));
    });

    async function open(): Promise<NetconfSession> {
      const session = await connect(server.access());
      sessions.push(session);
      return session;
    }

    async function read(session: NetconfSession, source: 'candidate' | 'running'): Promise<string> {
      const reply: RpcReply = await session.rpc(`<get-config><source><${source}/></source></get-config>`);
      const [element] = descendants(reply, 'configuration');
      return element === undefined ? '' : writeSet(readXml(element));
    }

    /** Empties the server, so that each test begins with the same. */
    async function cleared(session: NetconfSession): Promise<void> {
      await session.rpc('<discard-changes/>');
      if ((await read(session, 'running')) === '') return;
      await session.rpc(
        edit(
          `<configuration xmlns="${NAMESPACE}/root" xmlns:nc="urn:ietf:params:xml:ns:netconf:base:1.0" nc:operation="delete"/>`,
        ),
      );
      await session.rpc('<commit/>');
    }

    test('greets, and is spoken to in chunks', async () => {
      const session = await open();
      expect(session.sessionId).toMatch(/^\d+$/);
      expect(session.capabilities).toEqual(
        expect.arrayContaining([
          'urn:ietf:params:netconf:base:1.1',
          'urn:ietf:params:netconf:capability:candidate:1.0',
          'urn:ietf:params:netconf:capability:confirmed-commit:1.1',
          'urn:ietf:params:netconf:capability:validate:1.1',
        ]),
      );
    });

    test('takes the whole transaction: lock, validate, edit, confirmed commit, confirmation, unlock', async () => {
      const [session, other] = [await open(), await open()];
      await cleared(session);
      await session.rpc(LOCK);
      // Before the edit: after one, this server forgets what it has to roll back to.
      await session.rpc(VALIDATE);
      await session.rpc(edit(qualified(readSet(LINES))));
      expect(await read(session, 'candidate')).toBe(writeSet(readSet(LINES)));
      expect(await read(other, 'running')).toBe('');
      await session.rpc(confirmed(60, 'change-1'));
      expect(await read(other, 'running')).toBe(writeSet(readSet(LINES)));
      await session.rpc('<commit><persist-id>change-1</persist-id></commit>');
      await session.rpc(UNLOCK);
      expect(await read(other, 'running')).toBe(writeSet(readSet(LINES)));
    });

    test('says who holds the lock', async () => {
      const [session, other] = [await open(), await open()];
      await session.rpc(LOCK);
      const error = await rejectionOf(other.rpc(LOCK));
      expect(error).toMatchObject({
        code: 'configurationLocked',
        lockHolder: { user: 'somebody else', pid: session.sessionId },
      });
      await session.rpc(UNLOCK);
      await other.rpc(LOCK);
      await other.rpc(UNLOCK);
    });

    test('gives the lock free and forgets the candidate when the client is gone', async () => {
      const [session, other] = [await open(), await open()];
      await cleared(session);
      await session.rpc(LOCK);
      await session.rpc(edit(qualified(readSet(LINES))));
      session.abort();
      await eventually(async () => {
        await other.rpc(LOCK);
      });
      expect(await read(other, 'candidate')).toBe('');
      await other.rpc(UNLOCK);
    });

    test.each([
      ['an unknown statement', '<interface><name>et-0/0/15</name><mtuu>9192</mtuu></interface>', 'mtuu'],
      [
        'a value that the statement does not take',
        '<interface><name>et-0/0/15</name><link-mode>sideways</link-mode></interface>',
        'link-mode',
      ],
    ])('refuses %s, and the client says which', async (_title, inside, word) => {
      const session = await open();
      await session.rpc(LOCK);
      const xml = `<configuration xmlns="${NAMESPACE}/root"><interfaces xmlns="${NAMESPACE}/interfaces">${inside}</interfaces></configuration>`;
      const error = await rejectionOf(session.rpc(edit(xml)));
      expect(error.code).toBe('deviceRefused');
      expect(error.message).toContain(word);
      await session.rpc('<discard-changes/>');
      await session.rpc(UNLOCK);
    });

    test('takes a confirmed commit back by its timer', async () => {
      const session = await open();
      await cleared(session);
      await session.rpc(LOCK);
      await session.rpc(edit(qualified(readSet(LINES))));
      await session.rpc(confirmed(1));
      expect(await read(session, 'running')).not.toBe('');
      await eventually(async () => {
        expect(await read(session, 'running')).toBe('');
      });
      await session.rpc(UNLOCK);
    });

    test('takes a confirmed commit back when its session ends, and by cancel-commit', async () => {
      const [session, other] = [await open(), await open()];
      await cleared(session);
      await session.rpc(edit(qualified(readSet(LINES))));
      await session.rpc(confirmed(600));
      session.abort();
      await eventually(async () => {
        expect(await read(other, 'running')).toBe('');
      });
      await other.rpc(edit(qualified(readSet(LINES))));
      await other.rpc(confirmed(600, 'change-2'));
      expect((await rejectionOf(other.rpc('<commit><persist-id>another</persist-id></commit>'))).message).toContain(
        'invalid',
      );
      await other.rpc('<cancel-commit><persist-id>change-2</persist-id></cancel-commit>');
      expect(await read(other, 'running')).toBe('');
    });

    /**
     * The server does it by itself and tells nobody; it looks at its timers only when it is left alone for a while, on a
     * busy machine for a long one. So the pauses grow.
     */
    async function eventually(attempt: () => Promise<void>): Promise<void> {
      for (let pause = 1500; ; pause *= 1.5) {
        try {
          await attempt();
          return;
        } catch (error) {
          if (pause > 30_000) throw error;
          await new Promise((resolve) => setTimeout(resolve, pause));
        }
      }
    }
  },
);
