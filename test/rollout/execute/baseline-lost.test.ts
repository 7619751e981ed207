import type { FabricIntent } from '../../../lib/intent/fabric-intent';
import type { XmlElement } from '../../../lib/junos/formats/xml';
import { apply } from '../../../lib/rollout/execute/apply';
import type { Connect, DeviceSession } from '../../../lib/rollout/device-session';
import type { RolloutResult } from '../../../lib/rollout/outcome';
import { GuideLab } from '../support/guide-lab';

const LEAVES = ['leaf10', 'leaf11', 'leaf12'];

let guide: GuideLab;
let standing: readonly (readonly string[])[];
beforeEach(async () => {
  guide = GuideLab.inProcess();
  expect(await apply(guide.manifest(withBfd()), guide.options)).toMatchObject({ outcome: 'confirmed', problems: [] });
  standing = LEAVES.map(committed);
});
afterEach(async () => {
  await guide.stop();
});

/** The guide with BFD on each session. */
function withBfd(): FabricIntent {
  const fabric = guide.fabric();
  const bfd = { minimumIntervalMs: 1000, multiplier: 3 };
  const devices = fabric.devices.map((device) => ({
    ...device,
    peerings: device.peerings.map((peering) => ({ ...peering, bfd })),
  }));
  return { ...fabric, devices };
}

/** The same with a line on leaf11 and leaf12 that has nothing to do with any session or route. */
function withAnotherLine(): FabricIntent {
  const fabric = withBfd();
  const statements = [{ constructPath: 'dc1/more', line: 'set policy-options prefix-list OTHERS 10.99.0.0/16' }];
  const devices = fabric.devices.map((device) => (device.hostname === 'leaf10' ? device : { ...device, statements }));
  return { ...fabric, devices };
}

function committed(hostname: string): string[] {
  return [...guide.leaf(hostname).database.committed.statements()].map(({ words }) => words.join(' '));
}

type Rewrite = (element: XmlElement) => XmlElement;

function rewritten(element: XmlElement, rewrite: Rewrite): XmlElement {
  return rewrite({ ...element, children: element.children.map((child) => rewritten(child, rewrite)) });
}

/** From its commit on the leaf answers one RPC otherwise than it would. */
function answering(hostname: string, rpcName: string, rewrite: Rewrite): Connect {
  const { connect } = guide.options;
  if (connect === undefined) throw new Error('a lab in this process has a way to connect');
  return async (device) => {
    const session = await connect(device);
    if (device.hostname !== hostname) return session;
    return new Proxy<DeviceSession>(session, {
      get(target, property) {
        const value: unknown = Reflect.get(target, property, target);
        if (typeof value !== 'function') return value;
        return async (...args: unknown[]): Promise<unknown> => {
          const answer: unknown = await Reflect.apply(value, target, args);
          const hasCommitted = guide.leaf(hostname).database.pending !== undefined;
          return property === 'operational' && args[0] === rpcName && hasCommitted
            ? rewritten(answer as XmlElement, rewrite)
            : answer;
        };
      },
    });
  };
}

/** Everything that was committed has been taken back, and somebody is told of what is lost. */
function expectTakenBack(result: RolloutResult, hostname: string, ...sentence: readonly string[]): void {
  expect(result.outcome).toBe('rolledBack');
  expect(LEAVES.map(committed)).toEqual(standing);
  const [first] = result.problems;
  expect(first).toMatchObject({ code: 'checksFailed', hostname });
  for (const words of sentence) expect(first?.message).toContain(words);
}

test('a BFD session that goes down with the commit, while BGP stays up, takes the whole change back', async () => {
  const down: Rewrite = (element) => (element.name === 'session-state' ? { ...element, text: 'Down' } : element);
  const connect = answering('leaf12', 'get-bfd-session-information', down);
  const result = await apply(guide.manifest(withAnotherLine()), { ...guide.options, connect });
  expectTakenBack(result, 'leaf12', 'BFD session to 172.16.104.10', 'seen: Down');
  expect(result.devices).toEqual({ leaf10: 'unchanged', leaf11: 'rolledBack', leaf12: 'rolledBack' });
});

test('routes that are hidden since the commit take the whole change back', async () => {
  const more: Rewrite = (element) => (element.name === 'hidden-route-count' ? { ...element, text: '7' } : element);
  const connect = answering('leaf12', 'get-route-summary-information', more);
  const result = await apply(guide.manifest(withAnotherLine()), { ...guide.options, connect });
  expectTakenBack(result, 'leaf12', 'hidden', '7');
  expect(result.devices).toEqual({ leaf10: 'unchanged', leaf11: 'rolledBack', leaf12: 'rolledBack' });
});

test('routes that somebody hides meanwhile on a leaf that does not change take it back too, and that leaf is named', async () => {
  const result = await apply(guide.manifest(withAnotherLine()), {
    ...guide.options,
    onEvent: (event) => {
      if (event.type !== 'committed' || event.hostname !== 'leaf12') return;
      guide.leaf('leaf10').edit(`set policy-options policy-statement NOTHING then reject
set routing-instances VRF_5 protocols bgp group server1 import NOTHING`);
      standing = [committed('leaf10'), ...standing.slice(1)];
    },
  });
  expectTakenBack(result, 'leaf10', 'VRF_5.inet.0');
});

test('without any of that the same change is confirmed', async () => {
  const result = await apply(guide.manifest(withAnotherLine()), guide.options);
  expect(result).toMatchObject({ outcome: 'confirmed', problems: [] });
});
