import type { FabricIntent, PeeringIntent } from '../../../../lib/intent/fabric-intent';
import { apply } from '../../../../lib/rollout/execute/apply';
import type { ApplyOptions } from '../../../../lib/rollout/execute/apply';
import type { RolloutEvent } from '../../../../lib/rollout/events';
import type { RolloutResult } from '../../../../lib/rollout/outcome';
import { plan } from '../../../../lib/rollout/plan/plan';
import { GuideLab } from '../../support/guide-lab';

let guide: GuideLab;
beforeEach(() => {
  guide = GuideLab.inProcess();
});
afterEach(async () => {
  await guide.stop();
});

type Change = (peering: PeeringIntent) => PeeringIntent;

/** The guide with its sessions changed on some leaves. */
function withPeerings(fabric: FabricIntent, changes: Readonly<Record<string, Change>>): FabricIntent {
  const devices = fabric.devices.map((device) => {
    const change = changes[device.hostname];
    return change === undefined ? device : { ...device, peerings: device.peerings.map(change) };
  });
  return { ...fabric, devices };
}

const drain: Change = (peering) => ({ ...peering, drained: 'CHG-17: its cable is replaced' });
/** What can be committed without an interruption. */
const redescribe: Change = (peering) => ({ ...peering, description: 'another one' });
/** What starts the session anew. */
const reset: Change = (peering) => ({ ...peering, holdTimeSec: 30 });

function applying(fabric: FabricIntent, options: Partial<ApplyOptions> = {}): Promise<RolloutResult> {
  return apply(guide.manifest(fabric), { ...guide.options, ...options });
}

/** Begins with leaf10 drained, then changes leaf12; a port fails once that is staged. */
async function changeLeaf12WhileFails(
  leaf: string,
  maxUnavailable: number,
  then: (event: RolloutEvent) => void = () => undefined,
): Promise<RolloutResult> {
  const drained = withPeerings(guide.fabric(), { leaf10: drain });
  expect((await applying(drained)).problems).toEqual([]);
  guide.events.length = 0;
  return applying(withPeerings(drained, { leaf12: redescribe }), {
    maxUnavailable,
    onEvent: (event) => {
      guide.events.push(event);
      if (event.type === 'staged') guide.leaf(leaf).edit('set interfaces et-0/0/15 disable');
      then(event);
    },
  });
}

function warnings(): string[] {
  return guide.events.flatMap((event) => (event.type === 'warning' ? [event.message] : []));
}

test('the last attachment that is not drained is not taken while the other one is down, although two might go and the drained one is up', async () => {
  const result = await changeLeaf12WhileFails('leaf11', 2);
  expect(result.outcome).toBe('refused');
  expect(result.problems.map(({ code }) => code)).toEqual(['attachmentsMissing']);
  expect(result.problems[0]?.message).toContain('server server1 of VRF_5: down on leaf11; up: leaf10 (drained)');
});

test('it is taken as soon as the other one is back', async () => {
  const result = await changeLeaf12WhileFails('leaf11', 2, (event) => {
    if (event.type === 'waveHeld') guide.leaf('leaf11').edit('delete interfaces et-0/0/15 disable');
  });
  expect(result.problems).toEqual([]);
  expect(result.outcome).toBe('confirmed');
  expect(guide.story()).toContain('waveHeld');
});

test('a drained attachment that goes down meanwhile holds no wave where two attachments may go; the checks name it', async () => {
  const result = await changeLeaf12WhileFails('leaf10', 2);
  expect(guide.story()).not.toContain('waveHeld');
  expect(guide.story()).toContain('committed leaf12');
  expect(result.problems.map(({ code, hostname }) => [code, hostname])).toEqual([['checksFailed', 'leaf10']]);
});

test('where one attachment of all may go, a drained one that goes down counts like any other', async () => {
  const result = await changeLeaf12WhileFails('leaf10', 1);
  expect(result.problems.map(({ code }) => code)).toEqual(['attachmentsMissing']);
});

describe('a server whose other attachment is drained', () => {
  const hostnames = ['leaf10', 'leaf11'];
  const drained = (): FabricIntent => withPeerings(guide.fabric({ hostnames }), { leaf10: drain });
  const sentence =
    'the change interrupts leaf11 (session reset), and no other attachment carries the traffic of server1 of VRF_5 (drained on leaf10)';

  test('is changed like one that has a single attachment, and both plan and apply say that it is interrupted', async () => {
    await applying(drained());
    const changed = withPeerings(drained(), { leaf11: reset });
    const { schedule } = await plan(guide.manifest(changed), guide.options);
    expect(schedule?.warnings.map(({ message }) => message)).toEqual([expect.stringContaining(sentence)]);
    expect((await applying(changed)).outcome).toBe('confirmed');
    expect(warnings()).toEqual([expect.stringContaining(sentence)]);
  });

  test('is not spoken of where the change interrupts nothing', async () => {
    await applying(drained());
    await applying(withPeerings(drained(), { leaf11: redescribe }));
    expect(warnings()).toEqual([]);
  });

  test('is not spoken of where the change interrupts the drained home', async () => {
    await applying(drained());
    await applying(withPeerings(drained(), { leaf10: (peering) => reset(drain(peering)) }));
    expect(warnings()).toEqual([]);
  });

  test('has two attachments again when it is drained no more', async () => {
    await applying(drained());
    await applying(guide.fabric({ hostnames }));
    expect((await applying(withPeerings(guide.fabric({ hostnames }), { leaf11: reset }))).outcome).toBe('confirmed');
    expect(warnings()).toEqual([]);
  });
});

test('a server with a single attachment is said to be interrupted, and one with two is not', async () => {
  const single = guide.fabric({ hostnames: ['leaf10'] });
  await applying(single);
  await applying(withPeerings(single, { leaf10: reset }));
  expect(warnings()).toEqual([expect.stringContaining('no other attachment carries the traffic of server1 of VRF_5;')]);
});
