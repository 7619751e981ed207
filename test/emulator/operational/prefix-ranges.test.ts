import { expectations } from '../../../lib/checks/expectations';
import type { LabServer } from '../../../lib/emulator/topology';
import type { FabricIntent } from '../../../lib/intent/fabric-intent';
import { writeSet } from '../../../lib/junos/formats/set-writer';
import { renderDevice } from '../../../lib/render/render-device';
import { guideTopology } from '../support/guide';
import { StandingLab } from '../../rollout/support/standing-lab';
import { linesOn } from '../../support/checks';
import { guideFabric } from '../../support/fabric-fixture';

const RANGE = '10.244.0.0/16 upto /26';

/** The guide's server as a node of a cluster: an address of its own, and networks out of a range. */
function nodeFabric(atLeast?: number): FabricIntent {
  const fabric = guideFabric({ prefixes: ['10.1.5.7/32', RANGE] });
  if (atLeast === undefined) return fabric;
  const demand = { atLeast: { [RANGE]: atLeast } };
  return {
    ...fabric,
    servers: fabric.servers.map((server) => ({ ...server, ...demand })),
    devices: fabric.devices.map((device) => ({
      ...device,
      peerings: device.peerings.map((peering) => ({ ...peering, ...demand })),
    })),
  };
}

let standing: StandingLab;

afterEach(() => standing.stop());

/** The leaves configured, with a server that announces something. */
function start(prefixes: readonly string[], lines = ''): void {
  const { servers, ...topology } = guideTopology();
  standing = new StandingLab({ ...topology, servers: servers.map((server): LabServer => ({ ...server, prefixes })) });
  const fabric = nodeFabric();
  for (const device of fabric.devices) {
    standing.lab.device(device.hostname).edit(`${writeSet(renderDevice(device, fabric).group)}\n${lines}`);
  }
  standing.lab.clock.advance(60_000);
}

/** What leaf10 has of the server in VRF_5. */
function accepted(): string[] {
  const routes = standing.lab.state.device('leaf10').routes.get('VRF_5') ?? [];
  return routes.filter(({ hidden, session }) => !hidden && session !== undefined).map(({ route }) => route.text);
}

test('a range allows what is in it and demands nothing', async () => {
  start(['10.1.5.7/32', '10.244.3.0/26', '10.244.4.0/27', '10.245.3.0/26']);
  expect(accepted()).toEqual(['10.1.5.7/32', '10.244.3.0/26']);
  expect(await standing.failures(nodeFabric())).toEqual([]);
  expect(linesOn('leaf10', expectations(nodeFabric())).filter((line) => line.includes('10.244'))).toEqual([]);
});

test('a node without networks is well where nothing is demanded of its range', async () => {
  start(['10.1.5.7/32']);
  expect(await standing.failures(nodeFabric())).toEqual([]);
});

test('as many prefixes of a range as are demanded must come over each attachment', async () => {
  start(['10.1.5.7/32', '10.244.3.0/26', '10.244.4.0/27']);
  expect(linesOn('leaf10', expectations(nodeFabric(1))).filter((line) => line.includes('10.244'))).toEqual([
    'at least 1 of 10.244.0.0/16 upto /26 from 172.16.104.2 in VRF_5.inet.0',
  ]);
  expect(await standing.failures(nodeFabric(1))).toEqual([]);
  const failures = await standing.failures(nodeFabric(2));
  expect(failures).toHaveLength(3);
  expect(failures[0]).toContain('at least 2 of 10.244.0.0/16 upto /26 from 172.16.104.2 in VRF_5.inet.0');
  expect(failures[0]).toContain('1 of the range');
});

test('a martian prefix is received and never used, unless the VRF takes it', () => {
  const policy =
    'set policy-options policy-statement VRF_5-server1-in term announced from route-filter 250.1.0.0/16 exact';
  const martians = 'set routing-instances VRF_5 routing-options martians 240.0.0.0/4 orlonger allow';
  start(['10.1.5.7/32', '250.1.0.0/16'], policy);
  expect(accepted()).toEqual(['10.1.5.7/32']);
  standing.lab.device('leaf10').edit(martians);
  expect(accepted()).toEqual(['10.1.5.7/32', '250.1.0.0/16']);
});
