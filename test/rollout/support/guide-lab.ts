import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Clock } from '../../../lib/checks/clock';
import type { FabricIntent } from '../../../lib/intent/fabric-intent';
import type { EmulatedJunos } from '../../../lib/emulator/junos/emulated-junos';
import { Lab } from '../../../lib/emulator/lab';
import type { LabTopology } from '../../../lib/emulator/topology';
import type { LoadedManifest } from '../../../lib/manifest/read-manifest';
import { JunosSession } from '../../../lib/netconf/junos-session';
import { KnownHosts } from '../../../lib/netconf/known-hosts';
import type { ApplyOptions } from '../../../lib/rollout/execute/apply';
import type { Connect } from '../../../lib/rollout/device-session';
import type { RolloutEvent } from '../../../lib/rollout/events';
import type { GuideFabricOptions } from '../../support/fabric-fixture';
import { guideFabric } from '../../support/fabric-fixture';
import { loadedManifest } from './loaded-manifest';

const LEAVES = ['leaf10', 'leaf11', 'leaf12'] as const;

const START = Date.parse('2026-03-14T15:00:00Z');
const NO_KEYS = KnownHosts.parse('');

process.env.JUNOS_FABRIC_TEST_PASSWORD = 'netops';

/** What a test may want different in the lab. */
export interface GuideLabOptions {
  /** What the devices run; default 19.1R2.8. */
  readonly junos?: string;
  /** VLAN of the links; default untagged. */
  readonly vlanId?: number;
  /** What the server announces. */
  readonly prefixes?: readonly string[];
  /** Whether the links have IPv6 addresses too: 2001:db8:104:<n>::2/126. */
  readonly subnets6?: boolean;
  /** BGP keys of the server, any of which will do; default none. */
  readonly keys?: readonly string[];
  /** Leaves whose cable to the server is missing. */
  readonly uncabled?: readonly string[];
}

/** The guide's page on emulated devices: three leaves, two route reflectors, one server. */
function guideTopology(serverAsns: Readonly<Record<string, number>>, options: GuideLabOptions): LabTopology {
  const device = (hostname: string, role: 'leaf' | 'spine', loopback: string): LabTopology['devices'][number] => ({
    hostname,
    role,
    model: 'qfx10002-60c',
    junos: options.junos ?? '19.1R2.8',
    loopback,
    uncabled: options.uncabled?.includes(hostname) === true ? ['et-0/0/15'] : [],
  });
  const link = (leaf: string, index: number): LabTopology['servers'][number]['links'][number] => ({
    device: leaf,
    port: 'et-0/0/15',
    vlanId: options.vlanId,
    ...(options.keys !== undefined && {
      authentication: { method: 'md5', keys: options.keys.map((secret) => ({ secret })) },
    }),
    addresses: [
      `172.16.104.${4 * index + 2}/30`,
      ...(options.subnets6 === true ? [`2001:db8:104:${index}::2/126`] : []),
    ],
  });
  return {
    overlayAsn: 4210000001,
    devices: [
      device('spine1', 'spine', '192.168.0.1'),
      device('spine2', 'spine', '192.168.0.2'),
      ...LEAVES.map((leaf, index) => device(leaf, 'leaf', `192.168.1.${10 + index}`)),
    ],
    servers: LEAVES.map((leaf, index) => ({
      // The same server to the fabric; one entry a link, so that a link can be wrong by itself.
      name: `server1-${leaf}`,
      asn: serverAsns[leaf] ?? 4220000001,
      prefixes: options.prefixes ?? ['10.1.5.0/24'],
      links: [link(leaf, index)],
    })),
  };
}

/** A lab with everything around it that a rollout needs. */
export class GuideLab {
  /** @param serverAsns - AS number of the server's end by leaf, where it is not the intent's */
  static async start(
    serverAsns: Readonly<Record<string, number>> = {},
    options: GuideLabOptions = {},
  ): Promise<GuideLab> {
    const lab = await Lab.start(guideTopology(serverAsns, options));
    const directory = mkdtempSync(path.join(tmpdir(), 'rollout-'));
    writeFileSync(path.join(directory, 'known_hosts'), lab.knownHosts);
    return new GuideLab(lab, directory);
  }

  /** The same without a network, on a clock that only moves when somebody waits: for what needs many labs. */
  static inProcess(options: GuideLabOptions = {}): GuideLab {
    const lab = Lab.inProcess(guideTopology({}, options), { startAt: START, time: 'standing' });
    lab.state.states();
    return new GuideLab(lab, mkdtempSync(path.join(tmpdir(), 'rollout-')), inProcessConnect(lab));
  }

  readonly events: RolloutEvent[] = [];
  private readonly before: ReadonlyMap<string, DeviceRecord>;

  private constructor(
    readonly lab: Lab,
    readonly directory: string,
    private readonly connect?: Connect,
  ) {
    this.before = this.records();
  }

  /** Sleeping moves the lab's time, so nobody waits. */
  readonly clock: Clock = {
    now: () => this.lab.clock.now(),
    sleep: (ms) => {
      this.lab.clock.advance(ms);
      return new Promise((resolve) => setImmediate(resolve));
    },
  };

  get options(): ApplyOptions {
    return {
      stateDirectory: path.join(this.directory, 'state'),
      knownHostsFile: path.join(this.directory, 'known_hosts'),
      clock: this.clock,
      onEvent: (event) => this.events.push(event),
      ...(this.connect === undefined ? {} : { connect: this.connect }),
    };
  }

  leaf(hostname: string): EmulatedJunos {
    return this.lab.device(hostname);
  }

  /** The guide's intent on this lab's ports. */
  fabric(options: GuideFabricOptions = {}): FabricIntent {
    const ports = this.connect === undefined ? LEAVES.map((leaf) => [leaf, this.lab.port(leaf)] as const) : [];
    return guideFabric({ ...options, ports: new Map(ports) });
  }

  /** The manifest synth would leave, without going through files. */
  manifest(fabric: FabricIntent = this.fabric()): LoadedManifest {
    return loadedManifest(fabric, this.directory);
  }

  /** Commits of each leaf. */
  commitCounts(): Record<string, number> {
    return Object.fromEntries(LEAVES.map((leaf) => [leaf, this.leaf(leaf).database.commitCount]));
  }

  /** NETCONF sessions that the leaves still have. */
  openSessions(): number {
    return LEAVES.reduce((sum, leaf) => sum + this.leaf(leaf).sessionCount, 0);
  }

  /** Which leaves are not what they were when the lab was started: configuration, candidate, lock, pending commit. */
  touchedLeaves(): string[] {
    const now = this.records();
    return LEAVES.filter((leaf) => JSON.stringify(now.get(leaf)) !== JSON.stringify(this.before.get(leaf)));
  }

  /** Text of every journal of this lab. */
  journals(): string {
    const folder = path.join(this.directory, 'state', 'dc1');
    return readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .sort()
      .map((name) => readFileSync(path.join(folder, name), 'utf8'))
      .join('');
  }

  /** Types of the events so far, each once in a row. */
  story(): string[] {
    return this.events
      .map((event) =>
        'hostname' in event && event.hostname !== undefined ? `${event.type} ${event.hostname}` : event.type,
      )
      .filter((line, index, all) => line !== all[index - 1]);
  }

  async stop(): Promise<void> {
    await this.lab.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }

  private records(): Map<string, DeviceRecord> {
    return new Map(LEAVES.map((leaf) => [leaf, recordOf(this.leaf(leaf))]));
  }
}

/** Connects rollouts to the devices of a lab without a network. */
export function inProcessConnect(lab: Lab): Connect {
  return ({ hostname, managementAddress: address, managementPort: port, login }) =>
    JunosSession.open(
      { hostname, address, port, login, knownHosts: NO_KEYS },
      { openTransport: lab.transport(hostname) },
    );
}

interface DeviceRecord {
  readonly committed: string;
  readonly candidate: string;
  readonly isLocked: boolean;
  readonly isPending: boolean;
}

function recordOf({ database }: EmulatedJunos): DeviceRecord {
  return {
    committed: text(database.committed),
    candidate: text(database.candidate),
    isLocked: database.lockHolder !== undefined,
    isPending: database.pending !== undefined,
  };
}

function text(configuration: { statements(): Iterable<{ words: readonly string[]; inactive: boolean }> }): string {
  return [...configuration.statements()]
    .map(({ words, inactive }) => `${words.join(' ')}${inactive ? ' !' : ''}`)
    .join('\n');
}
