/** What a change of one device makes the state of the others do: as little as possible, and never another thing. */
import fc from 'fast-check';
import { Lab } from '../../../lib/emulator/lab';
import type { DeviceState } from '../../../lib/emulator/junos/operational/device-state';
import { GUIDE_LEAVES, guideLines, guideTopology } from '../support/guide';

const LEAVES = GUIDE_LEAVES.map((number) => `leaf${number}`);
const HOSTNAMES = [...LEAVES, 'spine1', 'spine2'];
const GROUP = 'set routing-instances VRF_5 protocols bgp group SERVER1';

function start(): Lab {
  const lab = Lab.inProcess(guideTopology(), { startAt: 0, time: 'standing' });
  for (const number of GUIDE_LEAVES) lab.device(`leaf${number}`).edit(guideLines(number));
  return lab;
}

/** The devices of which a change has made something else of what `part` reads. */
function changed(lab: Lab, part: (state: DeviceState) => unknown, change: () => void): string[] {
  const before = new Map(HOSTNAMES.map((hostname) => [hostname, part(lab.state.device(hostname))]));
  change();
  return HOSTNAMES.filter((hostname) => part(lab.state.device(hostname)) !== before.get(hostname));
}

const DESCRIPTION = 'set interfaces et-0/0/15 description renamed';
const EXTRA_SUBNET = 'set interfaces et-0/0/15 unit 0 family inet address 203.0.113.1/30';

describe('a commit on one leaf', () => {
  test('reads the configuration of that leaf alone', () => {
    const lab = start();
    expect(
      changed(
        lab,
        ({ view }) => view,
        () => lab.device('leaf11').edit(DESCRIPTION),
      ),
    ).toEqual(['leaf11']);
  });

  test('looks at the sessions of the leaf and of those that it has sessions with', () => {
    const lab = start();
    const touched = changed(
      lab,
      ({ sessions }) => sessions,
      () => lab.device('leaf11').edit(DESCRIPTION),
    );
    expect(touched).toEqual(['leaf11', 'spine1', 'spine2']);
  });

  test('leaves the tables of all other leaves as they are where no route comes or goes', () => {
    const lab = start();
    const touched = changed(
      lab,
      ({ routes }) => routes,
      () => lab.device('leaf11').edit(DESCRIPTION),
    );
    expect(touched).not.toContain('leaf10');
    expect(touched).not.toContain('leaf12');
  });

  test('makes type-5 routes anew on that leaf alone, and carries none but those that are different', () => {
    const lab = start();
    const held = () => new Map([...lab.state.device('spine1').evpn].map(([key, paths]) => [key, paths[0]]));
    const before = held();
    const touched = changed(
      lab,
      ({ made }) => made.get('VRF_5'),
      () => lab.device('leaf11').edit(EXTRA_SUBNET),
    );
    expect(touched).toEqual(['leaf11']);
    const other = [...held()].filter(([key, path]) => path !== before.get(key)).map(([key]) => key);
    expect(other).toEqual(['5:192.168.1.11:5::0::203.0.113.0::30/248']);
    expect(before.size).toBeGreaterThan(3);
  });
});

test('fifty commits hold what distinguishes them, and the rest once', () => {
  const lab = start();
  const { database } = lab.device('leaf10');
  for (let n = 0; n < 50; n += 1) lab.device('leaf10').edit(`set system location building B${n}`);
  const all = new Set<object>();
  const count = (node: (typeof database.committed)['root']): number => {
    all.add(node);
    return node.children.reduce((sum, child) => sum + count(child), 1);
  };
  const one = count(database.committed.root);
  for (const { configuration } of database.history) count(configuration.root);
  expect(database.history).toHaveLength(50);
  expect(all.size).toBeLessThan(one + 50 * 8);
});

type Change = (lab: Lab) => void;

const edit =
  (hostname: string, lines: string): Change =>
  (lab) =>
    void lab.device(hostname).edit(lines);

/** A leaf as spine1 has it for a neighbor of the underlay. */
const spineNeighbor = (leaf: string) =>
  `set protocols bgp group UNDERLAY-BGP neighbor 100.64.0.${4 * LEAVES.indexOf(leaf) + 1}`;

/** Changes that touch each kind of thing that is kept; each may be made in any state. */
const CHANGES: Readonly<Record<string, (leaf: string) => Change>> = {
  'the port goes down': (leaf) => edit(leaf, 'set interfaces et-0/0/15 disable'),
  'the port comes up': (leaf) =>
    edit(leaf, 'set interfaces et-0/0/15 description up\ndelete interfaces et-0/0/15 disable'),
  'the cable of the server is pulled': (leaf) => (lab) => {
    lab.state.pullCable(leaf, 'et-0/0/15');
  },
  'the cable of the server is put back': (leaf) => (lab) => {
    lab.state.plugCable(leaf, 'et-0/0/15');
  },
  'the cable to a spine is pulled': (leaf) => (lab) => {
    lab.state.pullCable(leaf, 'et-0/0/54');
  },
  'the cable to a spine is put back': (leaf) => (lab) => {
    lab.state.plugCable(leaf, 'et-0/0/54');
  },
  'the leaf is switched off': (leaf) => (lab) => {
    lab.device(leaf).powerOff();
  },
  'the leaf is switched on': (leaf) => (lab) => {
    lab.device(leaf).powerOn();
  },
  'the server is let in with one more prefix': (leaf) =>
    edit(leaf, 'set policy-options policy-statement SERVER1_IN term ANNOUNCED from route-filter 10.1.6.0/24 exact'),
  'another subnet is on the port': (leaf) => edit(leaf, EXTRA_SUBNET),
  'nothing of the server is let in': (leaf) =>
    edit(
      leaf,
      `delete ${GROUP.slice(4)} import\n${GROUP} import NOTHING\nset policy-options policy-statement NOTHING then reject`,
    ),
  'the leaf exports to another target': (leaf) => edit(leaf, 'set routing-instances VRF_5 vrf-target target:62273:1'),
  'the leaf announces its loopback no more': (leaf) =>
    edit(leaf, 'set policy-options policy-statement BGP_LOOPBACK0 term TERM1 then reject'),
  'its loopback is announced again': (leaf) =>
    edit(leaf, 'set policy-options policy-statement BGP_LOOPBACK0 term TERM1 then accept'),
  'the leaf prefers routes to its server over type 5': (leaf) => (lab) => {
    lab.device(leaf).switches.preferred = 'evpn';
  },
  'a spine takes the leaf for another AS': (leaf) => edit('spine1', `${spineNeighbor(leaf)} peer-as 65009`),
  'the spine takes it for its own AS again': (leaf) =>
    edit('spine1', `${spineNeighbor(leaf)} peer-as ${4200001001 + LEAVES.indexOf(leaf)}`),
  'a spine forgets the leaf': (leaf) => (lab) => {
    const loopback = `192.168.1.${leaf.slice('leaf'.length)}`;
    const neighbor = `protocols bgp group OVERLAY-BGP neighbor ${loopback}`;
    lab.device('spine1').edit(`set ${neighbor}\ndelete ${neighbor}`);
  },
  'the spine knows it again': (leaf) =>
    edit('spine1', `set protocols bgp group OVERLAY-BGP neighbor 192.168.1.${leaf.slice('leaf'.length)}`),
};

/** All that a device reports, whatever it was kept from; routes in no order, for tables are printed sorted. */
function reported({ evpn, made, ports, routes, sessions }: DeviceState) {
  const sorted = (texts: readonly string[]) => [...texts].sort();
  return {
    ports: [...ports].map(([name, { up, units }]) => [name, up, units.map((unit) => unit.up)]),
    sessions: sessions.map(({ localAddress, neighbor, peer, state, interface: ifl, lastError }) => [
      neighbor.instance.name,
      neighbor.address,
      state,
      peer?.kind,
      localAddress,
      ifl,
      lastError,
    ]),
    made: [...made].map(([name, own]) => [
      name,
      sorted(own.map((one) => JSON.stringify([one.key, one.communities, one.asPath]))),
    ]),
    routes: [...routes].map(([name, own]) => [
      name,
      sorted(
        own.map(({ hidden, route }) =>
          JSON.stringify([route.text, route.protocol, route.nextHop, route.asPath, hidden]),
        ),
      ),
    ]),
    evpn: sorted(
      [...evpn].map(([key, paths]) =>
        JSON.stringify([key, paths.map((one) => [one.learnedFrom, one.clusters, one.route.vtep])]),
      ),
    ),
  };
}

/** A lab that begins with what another has come to. */
function anew(lab: Lab, pulled: ReadonlySet<string>): Lab {
  const initial = new Map([...lab.devices].map(([hostname, { database }]) => [hostname, database.committed]));
  const fresh = Lab.inProcess(guideTopology(), { startAt: 0, time: 'standing', initial });
  for (const place of pulled) fresh.state.pullCable(...(place.split(' ') as [string, string]));
  for (const [hostname, device] of lab.devices) {
    fresh.device(hostname).switches.preferred = device.switches.preferred;
    if (!device.isRunning) fresh.device(hostname).powerOff();
  }
  return fresh;
}

function expectAsIfAlwaysSo(lab: Lab): void {
  const pulled = new Set(
    HOSTNAMES.flatMap((hostname) =>
      lab.state.cabling
        .ports(hostname)
        .filter((port) => lab.state.cabling.isPulled(hostname, port))
        .map((port) => `${hostname} ${port}`),
    ),
  );
  const fresh = anew(lab, pulled);
  for (const hostname of HOSTNAMES) {
    expect(reported(lab.state.device(hostname))).toEqual(reported(fresh.state.device(hostname)));
  }
}

describe('every device reports what it would report had it always been so', () => {
  test('after each change', () => {
    const lab = start();
    for (const change of Object.values(CHANGES)) {
      change('leaf11')(lab);
      expectAsIfAlwaysSo(lab);
    }
  });

  test('after changes in any order', () => {
    const step = fc.tuple(fc.constantFrom(...Object.values(CHANGES)), fc.constantFrom(...LEAVES));
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 8 }), (happened) => {
        const lab = start();
        for (const [change, leaf] of happened) {
          change(leaf)(lab);
          lab.state.states();
        }
        expectAsIfAlwaysSo(lab);
      }),
      { numRuns: 8 },
    );
  });
});
