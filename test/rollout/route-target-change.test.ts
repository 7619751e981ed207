import type { FabricIntent } from '../../lib/intent/fabric-intent';
import { apply } from '../../lib/rollout/execute/apply';
import { driftReport } from '../support/drift-report';
import { expectGolden } from '../support/golden';
import { GuideLab } from './support/guide-lab';

const LEAVES = ['leaf10', 'leaf11', 'leaf12'] as const;
const OLD = 'target:62273:16776000';
const NEW = 'target:62273:16776001';

let guide: GuideLab;
/** What was missing at any moment, once each. */
let missing: Set<string>;
/** Moments that were looked at. */
let moments: number;
beforeEach(() => {
  guide = GuideLab.inProcess();
  missing = new Set();
  moments = 0;
});
afterEach(async () => {
  await guide.stop();
});

/** The guide's fabric, where every server has to keep a path whichever leaf is gone. */
function fabric(routeTarget: string, ...importRouteTargets: string[]): FabricIntent {
  const guides = guide.fabric();
  return {
    ...guides,
    vrfs: guides.vrfs.map((vrf) => ({
      ...vrf,
      routeTarget,
      ...(importRouteTargets.length > 0 && { importRouteTargets }),
    })),
    servers: guides.servers.map((server) => ({ ...server, survives: [{ anySingle: 'leaf' }] })),
  };
}

/** Looks at the tables of every leaf at every moment from now on. */
function watch(): void {
  guide.lab.observe(({ type }) => {
    if (type !== 'stateChanged') return;
    moments++;
    for (const leaf of LEAVES) for (const what of missingOn(leaf)) missing.add(what);
  });
}

/** Type-5 routes in VRF_5 that a leaf should have of the two others, for what the server announces and for their links. */
function missingOn(leaf: string): string[] {
  const routes = guide.lab.state.device(leaf).routes.get('VRF_5') ?? [];
  const found = new Set(
    routes.flatMap(({ route, type5 }) => (type5 === undefined ? [] : [`${type5.originator} ${route.text}`])),
  );
  const others = LEAVES.filter((one) => one !== leaf);
  return others
    .flatMap((other) => [`${other} 10.1.5.0/24`, `${other} 172.16.104.${4 * LEAVES.indexOf(other)}/30`])
    .filter((wanted) => !found.has(wanted))
    .map((wanted) => `${leaf} has nothing of ${wanted}`);
}

/** Route targets of what a leaf announces. */
function announcedBy(leaf: string): string[] {
  const made = guide.lab.state.device(leaf).made.get('VRF_5') ?? [];
  return [...new Set(made.flatMap(({ communities }) => communities.filter((one) => one.startsWith('target:'))))];
}

async function deploy(intent: FabricIntent): Promise<void> {
  const result = await apply(guide.manifest(intent), guide.options);
  expect(result.problems).toEqual([]);
  expect(result.outcome).toBe('confirmed');
  expect(Object.values(result.devices)).toEqual(['confirmed', 'confirmed', 'confirmed']);
}

test('a route target changes in three deploys, and no leaf is without a route of another at any moment', async () => {
  await deploy(fabric(OLD));
  watch();
  await deploy(fabric(OLD, NEW));
  expect(LEAVES.map(announcedBy)).toEqual([[OLD], [OLD], [OLD]]);
  await deploy(fabric(NEW, OLD));
  expect(LEAVES.map(announcedBy)).toEqual([[NEW], [NEW], [NEW]]);
  await deploy(fabric(NEW));
  expect([...missing]).toEqual([]);
  expect(moments).toBeGreaterThanOrEqual(3 * LEAVES.length);
});

test('in one deploy it is refused, and with consent routes are missing meanwhile: the same watch sees it', async () => {
  await deploy(fabric(OLD));
  watch();
  const refused = await apply(guide.manifest(fabric(NEW)), guide.options);
  expect(refused).toMatchObject({ outcome: 'refused', problems: [{ code: 'partitionNotAllowed' }] });
  expect([...missing]).toEqual([]);
  const consents = [{ kind: 'partition', vrf: 'VRF_5', reason: 'window 42' }] as const;
  const agreed = await apply(guide.manifest({ ...fabric(NEW), consents }), guide.options);
  expect(agreed.outcome).toBe('confirmed');
  expect([...missing]).toContain('leaf10 has nothing of leaf11 10.1.5.0/24');
  expectGolden(
    'errors/rollout-partition.txt',
    refused.problems.map(({ code, message }) => `${code}: ${message}\n`).join(''),
  );
});

test('steps that are left out take the VRF apart: the new one first, and the old one dropped with it', async () => {
  await deploy(fabric(OLD));
  const early = await apply(guide.manifest(fabric(NEW, OLD)), guide.options);
  expect(early.problems.map(({ code }) => code)).toEqual(['partitionNotAllowed']);
  await deploy(fabric(OLD, NEW));
  const late = await apply(guide.manifest(fabric(NEW)), guide.options);
  expect(late.problems.map(({ code }) => code)).toEqual(['partitionNotAllowed']);
});

test('a leaf that has not followed yet is heard all the same, and what it lacks is told as drift', async () => {
  await deploy(fabric(OLD, NEW));
  await deploy(fabric(NEW, OLD));
  guide.leaf('leaf11').edit(`set groups dc1 routing-instances VRF_5 vrf-target ${OLD}`);
  expect(LEAVES.flatMap(missingOn)).toEqual([]);
  guide
    .leaf('leaf11')
    .edit('delete groups dc1 policy-options policy-statement VRF_5-route-target-import term route-targets');
  expect(missingOn('leaf11')).toHaveLength(4);
  const { devices } = await driftReport(guide.manifest(fabric(NEW, OLD)), guide.options);
  expect(JSON.stringify(devices)).toContain('VRF_5-route-target-import');
});
