import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Twin } from '../../lib/twin/engine/twin';
import { planTwin } from '../../lib/twin/plan';
import { twinSource } from '../../lib/twin/source';
import { largeTopology } from './support/large-fabric';
import { deserted, gone, namespacesBelow } from './support/processes';
import { describeWithTwin } from './support/requirements';

jest.setTimeout(300_000);

const SERVERS = 12;

describeWithTwin('a large twin', () => {
  test('of 50 nodes comes up, converges, and leaves nothing when it is killed', async () => {
    const plan = planTwin(twinSource(undefined, largeTopology({ spines: 2, leaves: 36, servers: SERVERS })));
    expect(plan.nodes).toHaveLength(50);
    const home = mkdtempSync(join(tmpdir(), 'twin-'));
    const directory = join(home, 'twin');
    const began = performance.now();
    const passed = (): string => `${((performance.now() - began) / 1000).toFixed(1)} s`;
    const times: string[] = [];
    try {
      const twin = await Twin.up({ plan, directory });
      times.push(`daemons run: ${passed()}`);
      await twin.waitUntil(
        'every prefix three times on leaf1',
        async () => {
          const routes = await twin.kernelRoutes('leaf1', 'VRF_5');
          const hops = Array.from({ length: SERVERS }, (_, n) => routes.get(`10.1.${n}.0/24`)?.length ?? 0);
          return hops.every((count) => count === 3) ? undefined : hops.join(' ');
        },
        { timeoutMs: 200_000 },
      );
      times.push(`converged: ${passed()}`);
      const holder = Number(readFileSync(join(directory, 'holder.pid'), 'utf8').split(' ')[0]);
      const namespaces = namespacesBelow(holder);
      expect(namespaces.size).toBeGreaterThan(plan.nodes.length);
      process.kill(holder, 'SIGKILL');
      await gone(directory);
      await deserted(namespaces);
      await twin.down();
      expect(existsSync(directory)).toBe(false);
      times.push(`gone: ${passed()}`);
    } finally {
      await Twin.remove(directory);
      rmSync(home, { recursive: true, force: true });
    }
    process.stdout.write(`50 nodes, ${plan.links.length} cables: ${times.join(', ')}\n`);
  });
});
