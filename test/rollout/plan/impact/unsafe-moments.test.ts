import type { FabricIntent, SurvivesIntent } from '../../../../lib/intent/fabric-intent';
import { apply } from '../../../../lib/rollout/execute/apply';
import type { ApplyOptions } from '../../../../lib/rollout/execute/apply';
import type { RolloutResult } from '../../../../lib/rollout/outcome';
import { plan } from '../../../../lib/rollout/plan/plan';
import { withdrawAll } from '../../../../lib/rollout/execute/withdraw';
import { expectGolden } from '../../../support/golden';
import { GuideLab } from '../../support/guide-lab';

let guide: GuideLab;
beforeEach(() => {
  guide = GuideLab.inProcess();
});
afterEach(async () => {
  await guide.stop();
});

const ANY_LEAF: readonly SurvivesIntent[] = [{ anySingle: 'leaf' }];

/** server1 on some of the leaves; the others keep the VRF. */
function homes(leaves: readonly string[], survives?: readonly SurvivesIntent[]): FabricIntent {
  const fabric = guide.fabric();
  return {
    ...fabric,
    devices: fabric.devices.map((device) =>
      leaves.includes(device.hostname) ? device : { ...device, interfaces: [], peerings: [] },
    ),
    servers: fabric.servers.map(({ attachments, ...server }) => ({
      ...server,
      attachments: attachments.filter(({ hostname }) => leaves.includes(hostname)),
      ...(survives !== undefined && { survives }),
    })),
  };
}

async function roll(fabric: FabricIntent, options: Partial<ApplyOptions> = {}): Promise<RolloutResult> {
  return apply(guide.manifest(fabric), { ...guide.options, ...options });
}

/** From leaf10 and leaf11 to leaf11 and leaf12. */
async function beforeTheMove(): Promise<Record<string, number>> {
  expect((await roll(homes(['leaf10', 'leaf11']))).outcome).toBe('confirmed');
  guide.events.length = 0;
  return guide.commitCounts();
}
const moved = (survives?: readonly SurvivesIntent[]): FabricIntent => homes(['leaf11', 'leaf12'], survives);

/** Every leaf commits, and nothing about routes changes. */
function renewed(survives: readonly SurvivesIntent[]): FabricIntent {
  const fabric = homes(['leaf10', 'leaf11', 'leaf12'], survives);
  return {
    ...fabric,
    devices: fabric.devices.map((device) => ({
      ...device,
      interfaces: device.interfaces.map((unit) => ({ ...unit, description: 'to server1 again' })),
    })),
  };
}

describe('a server that moves', () => {
  test('is not left with one attachment on the way, where it has to survive any leaf: nothing is touched', async () => {
    const counts = await beforeTheMove();
    const result = await roll(moved(ANY_LEAF));
    expect(result.outcome).toBe('refused');
    expect(result.problems.map(({ code }) => code)).toEqual(['unsafeTransientState']);
    expect(guide.commitCounts()).toEqual(counts);
    expect(guide.events.map(({ type }) => type)).not.toContain('staged');
    expect(guide.openSessions()).toBe(0);
  });

  test('moves where nothing is demanded of it', async () => {
    await beforeTheMove();
    expect(await roll(moved())).toMatchObject({ outcome: 'confirmed', problems: [] });
  });

  test('moves when the new attachment comes first, as the refusal says', async () => {
    await beforeTheMove();
    expect(await roll(moved(ANY_LEAF), { canary: 'leaf12' })).toMatchObject({ outcome: 'confirmed', problems: [] });
  });

  test('moves with consent, which then is not told to be of no use', async () => {
    await beforeTheMove();
    const consents = [{ kind: 'partition', vrf: 'VRF_5', reason: 'window 42' }] as const;
    const result = await roll(moved(ANY_LEAF), { consents });
    expect(result).toMatchObject({ outcome: 'confirmed', problems: [] });
    expect(guide.events.map(({ type }) => type)).not.toContain('warning');
  });

  test('is told of by a plan', async () => {
    await beforeTheMove();
    const { schedule } = await plan(guide.manifest(moved(ANY_LEAF)), guide.options);
    expect(schedule?.refusals).toMatchObject([
      {
        code: 'unsafeTransientState',
        message: expect.stringContaining(
          'the change would break what server1 has to survive while it is under way',
        ) as string,
      },
    ]);
    expect((await plan(guide.manifest(moved()), guide.options)).schedule?.refusals).toEqual([]);
  });

  test('is not blamed on a change that brings the second attachment: there was one before', async () => {
    expect((await roll(homes(['leaf10']))).outcome).toBe('confirmed');
    const result = await roll(homes(['leaf10', 'leaf11', 'leaf12'], ANY_LEAF));
    expect(result).toMatchObject({ outcome: 'confirmed', problems: [] });
  });
});

describe('a wave', () => {
  const twoPaths: readonly SurvivesIntent[] = [{ anySingle: 'leaf', paths: 2 }];

  test('that takes more attachments than can be spared is refused, and smaller ones are not', async () => {
    await roll(homes(['leaf10', 'leaf11', 'leaf12']));
    const counts = guide.commitCounts();
    const result = await roll(renewed(twoPaths), { maxUnavailable: 2 });
    expect(result.problems.map(({ code }) => code)).toEqual(['unsafeTransientState']);
    expect(guide.commitCounts()).toEqual(counts);
    expect(await roll(renewed(twoPaths), { maxUnavailable: 1 })).toMatchObject({ outcome: 'confirmed', problems: [] });
  });

  test('is refused where another attachment does not work, and not once that is mended', async () => {
    await roll(homes(['leaf10', 'leaf11']));
    guide.leaf('leaf11').edit('set groups dc1 routing-instances VRF_5 protocols bgp group server1 shutdown');
    const edit = 'delete groups dc1 routing-instances VRF_5 protocols bgp group server1 shutdown';
    const demanded: readonly SurvivesIntent[] = [{ anySingle: 'wave' }];
    const { devices, servers, ...fabric } = homes(['leaf10', 'leaf11'], demanded);
    const changed = {
      ...fabric,
      servers,
      devices: devices.map((device) =>
        device.hostname === 'leaf10'
          ? { ...device, interfaces: device.interfaces.map((unit) => ({ ...unit, description: 'new' })) }
          : device,
      ),
    };
    const { schedule } = await plan(guide.manifest(changed), { ...guide.options, canary: 'leaf10' });
    expect(schedule?.refusals[0]?.message).toContain('during wave 1 (leaf10) it would not');
    guide.leaf('leaf11').edit(edit);
    expect((await plan(guide.manifest(changed), guide.options)).schedule?.refusals).toEqual([]);
  });
});

test('what is not understood on a device is told, and left to the waves', async () => {
  await beforeTheMove();
  guide.leaf('leaf11').edit('set policy-options policy-statement OPERATORS then accept');
  guide.leaf('leaf11').edit('set routing-instances VRF_5 vrf-import OPERATORS');
  const { schedule } = await plan(guide.manifest(moved(ANY_LEAF)), guide.options);
  expect(schedule?.refusals).toEqual([]);
  expect(schedule?.warnings[0]?.message).toContain('routing-instances VRF_5 vrf-import');
});

test('a fabric that goes as a whole keeps nobody waiting for what it shall not have', async () => {
  const fabric = homes(['leaf10', 'leaf11'], ANY_LEAF);
  expect((await roll(fabric)).outcome).toBe('confirmed');
  expect(await withdrawAll(guide.manifest(fabric), guide.options)).toMatchObject({
    outcome: 'confirmed',
    problems: [],
  });
});

test('the refusals say what an engineer wants to know', async () => {
  await beforeTheMove();
  const move = await roll(moved(ANY_LEAF));
  await roll(homes(['leaf10', 'leaf11', 'leaf12']));
  const wave = await roll(renewed([{ anySingle: 'leaf', paths: 2 }]), { maxUnavailable: 2 });
  const told = (title: string, { problems }: RolloutResult): string =>
    `# ${title}\n${problems.map(({ code, message }) => `${code}: ${message}`).join('\n')}\n`;
  expectGolden(
    'errors/rollout-unsafe-moments.txt',
    [told('a server moves from leaf10 to leaf12', move), told('two of three attachments at once', wave)].join('\n'),
  );
});
