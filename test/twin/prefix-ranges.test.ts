import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Twin } from '../../lib/twin/engine/twin';
import { planTwin } from '../../lib/twin/plan';
import { twinSource } from '../../lib/twin/source';
import { verifyTwin } from '../../lib/twin/verify/verify-twin';
import type { Configuration } from '../../lib/junos/tree/configuration';
import type { FabricIntent } from '../../lib/intent/fabric-intent';
import { configurationsOf, REMOTE_LEAF, remoteFabric, remoteTopology } from './support/guide-twin';
import { describeWithTwin } from './support/requirements';

const RANGE = '10.244.0.0/16 upto /26';
const PODS = '10.244.3.0/26';
const TOO_LONG = '10.244.4.0/27';
/** In the range, and within addresses that the leaves ignore by their configuration; one of them they take all the same. */
const MARTIAN = '10.244.9.0/26';
const ALLOWED = '10.244.9.64/26';
const HOMES = ['192.168.1.10', '192.168.1.11', '192.168.1.12'];
const PATIENCE = { timeoutMs: 120_000 };

/** The guide's server as a node of a cluster. */
function nodeFabric(): FabricIntent {
  const said = { atLeast: { [RANGE]: 1 } };
  return remoteFabric((fabric) => ({
    ...fabric,
    servers: fabric.servers.map((server) => ({ ...server, ...said, forwarding: true, prefixes: [RANGE] })),
    devices: fabric.devices.map((device) => ({
      ...device,
      peerings: device.peerings.map((peering) => ({ ...peering, ...said, acceptedPrefixes: [RANGE] })),
    })),
  }));
}

function withMartians(configuration: Configuration): void {
  const martians = ['routing-instances', 'VRF_5', 'routing-options', 'martians'];
  configuration.set(...martians, '10.244.9.0/24', 'orlonger');
  configuration.set(...martians, ALLOWED, 'exact', 'allow');
}

let directory: string;
let twin: Twin | undefined;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'ranges-'));
});

afterEach(async () => {
  await twin?.down();
  twin = undefined;
  rmSync(directory, { recursive: true, force: true });
});

async function nextHops(running: Twin, node: string, prefix: string): Promise<readonly string[]> {
  return running.kernelNextHops(node, 'VRF_5', prefix);
}

/** Prefixes that the server sends to leaf10. */
function advertised(running: Twin): Promise<string> {
  return running.run('server1', "vtysh -c 'show bgp ipv4 unicast neighbors 172.16.104.1 advertised-routes json'");
}

describeWithTwin('a node of a cluster in the twin', () => {
  test('announces what it has of its range, and the leaves refuse what is not in it, or martian there', async () => {
    const { servers, ...topology } = remoteTopology();
    const withPods = servers.map((server) => ({ ...server, prefixes: [PODS, TOO_LONG, MARTIAN, ALLOWED] }));
    const source = twinSource(configurationsOf(nodeFabric(), withMartians), { ...topology, servers: withPods });
    const running = await Twin.up({ plan: planTwin(source), directory: join(directory, 'twin') });
    twin = running;
    await running.waitUntil(
      'the pods from all leaves',
      async () => {
        const seen = (await nextHops(running, REMOTE_LEAF, PODS)).join(' ');
        return seen === HOMES.join(' ') ? undefined : seen;
      },
      PATIENCE,
    );
    const report = await verifyTwin(running, nodeFabric());
    expect(report.checks.filter(({ holds }) => !holds)).toEqual([]);
    expect(report.checks.filter(({ kind }) => kind === 'rangeAccepted')).toHaveLength(HOMES.length);
    expect(await advertised(running)).not.toContain(TOO_LONG);
    expect(await advertised(running)).toContain(MARTIAN);
    expect(await nextHops(running, 'leaf10', MARTIAN)).toEqual([]);
    expect(await nextHops(running, 'leaf10', ALLOWED)).toEqual(['172.16.104.2']);

    const anyLength = ['announced', 'ranges'].map(
      (list) => `-c 'ip prefix-list dc1-${list}-inet seq 100 permit 10.244.0.0/16 le 32'`,
    );
    await running.run('server1', `vtysh -c 'configure terminal' ${anyLength.join(' ')}`);
    await running.waitUntil(
      'the server to announce more than its range',
      async () => ((await advertised(running)).includes(TOO_LONG) ? undefined : 'nothing more'),
      PATIENCE,
    );
    await running.settle(1000);
    expect(await nextHops(running, 'leaf10', PODS)).toEqual(['172.16.104.2']);
    expect(await nextHops(running, 'leaf10', TOO_LONG)).toEqual([]);
    expect(await nextHops(running, REMOTE_LEAF, TOO_LONG)).toEqual([]);
  });
});
