import { closeSync, existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Configuration } from '../../../lib/junos/tree/configuration';
import { writeSet } from '../../../lib/junos/formats/set-writer';
import type { EmulatedJunos } from '../../../lib/emulator/junos/emulated-junos';
import type { DatabaseCommit, ConfigurationDatabase } from '../../../lib/emulator/junos/configuration-database';
import type { ArrivedRpc, Interference } from '../../../lib/emulator/junos/interference';
import { defaultSwitches } from '../../../lib/emulator/junos/switches';
import type { Switches } from '../../../lib/emulator/junos/switches';
import { Lab } from '../../../lib/emulator/lab';
import { apply } from '../../../lib/rollout/execute/apply';
import type { LoadedManifest } from '../../../lib/manifest/read-manifest';
import type { RolloutEvent } from '../../../lib/rollout/events';
import type { JournalLine } from '../../../lib/rollout/journal/journal-entry';
import type { RolloutResult } from '../../../lib/rollout/outcome';
import { resume, undo } from '../../../lib/rollout/recovery/resume';
import { reverse } from '../../../lib/rollout/recovery/reverse';
import type { ChangeSettings } from '../../../lib/rollout/settings';
import { withdrawAll } from '../../../lib/rollout/execute/withdraw';
import { Controller } from './controller';
import { Disk } from './disk';
import { faultFabric, faultTopology, HOMES_OF, LEAVES } from './fault-fabric';
import { endIntervals } from './intervals';
import { loadedManifest } from './loaded-manifest';
import type { Network } from './network';
import { diskAtRest, VirtualTime } from './virtual-time';

/** What a session needs to come up again. */
const CONVERGENCE_MS = 1_400;
/** A commit takes a while on a device. */
const COMMIT_MS = 1_000;
/** Longer than any confirm timer. */
const ALL_TIMERS_MS = 130 * 60_000;
/** Whatever happens, a change is over after this: its timers, all that is waited for, and as much again. */
const LONGEST_CHANGE_MS = 8 * 60 * 60_000;
/** When the controller gives up waiting for a reply. */
const RPC_TIMEOUT_MS = 60_000;

/** What stands on a device of the group that the fabric owns. */
export type Standing = 'old' | 'new' | 'neither';

/** An RPC of a change: the n-th that reaches a device. */
export interface Step {
  readonly hostname: string;
  readonly place: number;
  /** Name of the RPC, and for a commit which kind. */
  readonly rpc: string;
}

/**
 * The changes that are carried out under faults: to the new state, at once, on devices with two routing engines, or wave by
 * wave; away; back again.
 */
export type Scenario = 'apply' | 'twoEngines' | 'rolling' | 'withdraw' | 'rollback';

/** Ways on after a controller is gone. */
export type Recovery = 'resume' | 'resumeFromDevices' | 'undo' | 'apply';

/** Called for every RPC that reaches a leaf. */
export type OnStep = (step: Step, rpc: ArrivedRpc) => Interference | undefined;

/** What a lab may have beside its scenario. */
export interface FaultLabOptions {
  /** Of each leaf. Default: two in the scenario of that name, else one. */
  readonly routingEngines?: 1 | 2;
  /** How every change is carried out, beside what the scenario says. */
  readonly settings?: Partial<ChangeSettings>;
  /** What lies between controllers and devices. Default: nothing, and everything arrives at once. */
  readonly network?: Network;
}

/** Where files are fast: nothing of a case outlives it. */
const MEMORY = '/dev/shm';
const START = Date.parse('2026-03-14T15:00:00Z');

/** The fabric's groups on each leaf, as text. */
type Groups = ReadonlyMap<string, string>;

/** What devices have after changes without faults. */
interface Prepared {
  readonly old: ReadonlyMap<string, Configuration>;
  /** Commits of the change from the old state to the new one, by hostname, the oldest first. */
  readonly commits: ReadonlyMap<string, readonly DatabaseCommit[]>;
  readonly groups: Readonly<Record<'old' | 'new' | 'none', Groups>>;
}

let prepared: Prepared | undefined;

/** The change that the scenario `rollback` takes back. */
export const FINISHED = 'new-2';

const ENDS: Readonly<Record<Scenario, readonly [before: 'old' | 'new', after: 'old' | 'new' | 'none']>> = {
  apply: ['old', 'new'],
  twoEngines: ['old', 'new'],
  rolling: ['old', 'new'],
  withdraw: ['old', 'none'],
  rollback: ['new', 'old'],
};

/** A fabric of six leaves in its old state, and everything that a change to the new one needs. */
export class FaultLab {
  /** Applies every state once, without faults: what devices have then is what old and new mean. */
  static async prepare(): Promise<void> {
    const lab = new FaultLab();
    await lab.run((options) => apply(lab.manifest('old'), { ...options, changeId: 'old-1' }));
    const old = lab.configurations();
    const earlier = new Map(lab.leaves().map(({ hostname, database }) => [hostname, database.commitCount]));
    const before = lab.groups();
    await lab.run((options) => apply(lab.manifest('new'), { ...options, changeId: FINISHED }));
    const commits = new Map(
      lab.leaves().map(({ hostname, database: { history } }) => {
        const own = history.filter(({ serial }) => serial > (earlier.get(hostname) ?? 0));
        return [hostname, [...own].reverse()];
      }),
    );
    const after = lab.groups();
    await lab.run((options) => withdrawAll(lab.manifest('new'), { ...options, changeId: 'none-3' }));
    prepared = { old, commits, groups: { old: before, new: after, none: lab.groups() } };
    await lab.stop();
  }

  readonly lab: Lab;
  readonly time: VirtualTime;
  /** Calls the change of the present controller off. */
  abort = new AbortController();
  controller: Controller;
  onStep: OnStep | undefined;
  onEvent: ((event: RolloutEvent) => void) | undefined;
  /** Every moment at which a server had fewer attachments than it may. */
  readonly outages: string[] = [];
  /** What is done to every RPC of a leaf for a while. */
  private readonly spells = new Map<string, { readonly until: number; readonly interference: Interference }>();
  /** Leaves whose sessions are down for a reason outside the change, and until when. */
  private readonly excused = new Map<string, number>();
  /** Leaves on which a human has committed, and so confirmed what waited there, and whether that was before the decision. */
  readonly humans = new Map<string, 'decided' | 'undecided'>();
  private readonly directory = mkdtempSync(path.join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'faults-'));
  /** Where journal, lock and copies are. */
  readonly disk: Disk;
  private readonly withdrawn = new Set<string>();
  private readonly places = new Map<string, number>();
  private changes = 0;
  private readonly isCounting = prepared !== undefined;

  constructor(
    readonly scenario: Scenario = 'apply',
    private readonly options: FaultLabOptions = {},
  ) {
    this.disk = new Disk(this.directory);
    const topology = faultTopology(options.routingEngines ?? (scenario === 'twoEngines' ? 2 : 1));
    this.lab = Lab.inProcess(topology, { startAt: START, time: 'standing', initial: prepared?.old });
    if (scenario === 'rollback') this.becomeNew();
    this.time = new VirtualTime(this.lab.clock);
    this.controller = this.newController();
    this.lab.state.states();
    for (const leaf of this.leaves()) {
      leaf.switches.convergenceMs = CONVERGENCE_MS;
      leaf.interceptor = (rpc) => this.arrived(leaf, rpc);
    }
    this.lab.observe(({ type }) => {
      if (type === 'stateChanged' && this.isCounting) this.countHomes();
    });
  }

  /** Whether any leaf was asked anything. */
  get hasArrived(): boolean {
    return this.places.size > 0;
  }

  leaves(): EmulatedJunos[] {
    return LEAVES.map((hostname) => this.lab.device(hostname));
  }

  turn(switches: Partial<Switches>): void {
    for (const leaf of this.leaves()) Object.assign(leaf.switches, switches);
  }

  /** Sessions of a leaf are down for a reason outside the change: for a while nobody can do anything about that. */
  excuse(hostname: string, forMs = Infinity): void {
    this.excused.set(hostname, Math.max(this.excused.get(hostname) ?? 0, this.time.now() + forMs));
  }

  /** The same is done to every RPC of a leaf, this one first. */
  interfere(hostname: string, interference: Interference, forMs: number): Interference {
    this.spells.set(hostname, { until: this.time.now() + forMs, interference });
    return interference;
  }

  /** Carries the change of the scenario out until it ends or the controller is killed. */
  change(): Promise<RolloutResult | undefined> {
    return this.run((options) => {
      if (this.scenario === 'withdraw') return withdrawAll(this.manifest('old'), options);
      if (this.scenario === 'rollback') return reverse(this.manifest('new'), FINISHED, options);
      return apply(this.manifest('new'), options);
    });
  }

  /** Another controller takes the place of the one that was killed, with the same state directory, on a disk that works. */
  restart(): void {
    this.controller.bury();
    endIntervals();
    this.disk.mend();
    for (const name of readdirSync(this.directory)) {
      if (name.endsWith('.lock')) rmSync(path.join(this.directory, name));
    }
    this.controller = this.newController();
    this.abort = new AbortController();
  }

  /** What a new controller does about a change whose controller is gone; to apply is to carry it out once more. */
  recover(by: Recovery): Promise<RolloutResult | undefined> {
    if (by === 'apply') return this.change();
    return this.run((options) => {
      const work = { resume, resumeFromDevices: resume, undo }[by];
      const manifest = this.manifest(this.scenario === 'withdraw' ? 'old' : 'new');
      return work(manifest, { ...options, fromDevices: by === 'resumeFromDevices' });
    });
  }

  /** Nothing is wrong with anything any more, and nobody is at work on a device; sessions have yet to come up. */
  heal(): void {
    this.onStep = undefined;
    this.spells.clear();
    this.options.network?.calm();
    for (const device of this.lab.devices.values()) {
      const told = device.switches as unknown as Record<string, unknown>;
      for (const name of Object.keys(told)) told[name] = undefined;
      Object.assign(device.switches, defaultSwitches(), { convergenceMs: CONVERGENCE_MS });
      device.powerOn();
      if (device.database.isModified) device.database.discard({ user: 'mara', client: 'cli', pid: 0 });
    }
    for (const { links } of this.lab.topology.servers) {
      for (const { device, port } of links) this.lab.state.plugCable(device, port);
    }
  }

  /** Whether a lock stands where the journals are. */
  isLocked(): boolean {
    return readdirSync(this.directory).some((name) => name.endsWith('.lock'));
  }

  /** Loses every journal. */
  forget(): void {
    rmSync(path.join(this.directory, 'dc1'), { recursive: true, force: true });
  }

  /** Since the beginning. */
  seconds(): number {
    return (this.lab.clock.now() - START) / 1000;
  }

  /** Lets every confirm timer run out. */
  letTimersRunOut(): void {
    this.lab.clock.advance(ALL_TIMERS_MS);
  }

  /** Of the first routing engine, or of the other one of two. */
  standing(hostname: string, engine: 'first' | 'other' = 'first'): Standing {
    const { database, otherEngine } = this.lab.device(hostname);
    const text = groupOf((engine === 'other' ? otherEngine : undefined) ?? database);
    const [before, after] = ENDS[this.scenario];
    if (text === prepared?.groups[before].get(hostname)) return 'old';
    return text === prepared?.groups[after].get(hostname) ? 'new' : 'neither';
  }

  /** Entries of every journal, the oldest change first. */
  journal(): JournalLine[] {
    const folder = path.join(this.directory, 'dc1');
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .sort()
      .flatMap((name) => readFileSync(path.join(folder, name), 'utf8').trim().split('\n'))
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as JournalLine);
  }

  async stop(): Promise<void> {
    this.disk.remove();
    this.controller.bury();
    endIntervals();
    await this.lab.stop();
    await diskAtRest();
    closeFilesIn(this.directory);
    rmSync(this.directory, { recursive: true, force: true });
  }

  private run(work: (options: ChangeSettings) => Promise<RolloutResult>): Promise<RolloutResult | undefined> {
    const { controller } = this;
    this.changes += 1;
    const options = {
      mode: this.scenario === 'rolling' ? 'rolling' : 'transaction',
      ...this.options.settings,
      stateDirectory: this.directory,
      onEvent: (event: RolloutEvent) => this.onEvent?.(event),
      clock: controller.clock,
      connect: controller.connect,
      signal: this.abort.signal,
      changeId: `change-${this.changes}`,
    } as const;
    const until = this.time.now() + LONGEST_CHANGE_MS;
    return this.time.drive(work(options), () => controller.killed || this.time.now() > until);
  }

  private newController(): Controller {
    return new Controller(this.lab, this.time, this.options.network);
  }

  private manifest(state: 'old' | 'new'): LoadedManifest {
    return loadedManifest(faultFabric(state), this.directory);
  }

  /** The devices have gone through the change to the new state already. */
  private becomeNew(): void {
    for (const { hostname, database, otherEngine } of this.leaves()) {
      for (const { user, client, log, configuration } of prepared?.commits.get(hostname) ?? []) {
        const actor = { user, client: client === 'netconf' ? 'netconf' : 'other', pid: 0 } as const;
        database.replaceCandidate(actor, configuration);
        database.commit(actor, { log });
        otherEngine?.commit(configuration, undefined);
      }
    }
  }

  private arrived(leaf: EmulatedJunos, rpc: ArrivedRpc): Interference | undefined {
    const { hostname } = leaf;
    this.time.stir();
    const place = (this.places.get(hostname) ?? 0) + 1;
    this.places.set(hostname, place);
    const interference = this.onStep?.({ hostname, place, rpc: describe(rpc) }, rpc) ?? this.spellOn(hostname);
    if (interference === undefined && rpc.name === 'commit-configuration') this.lab.clock.advance(COMMIT_MS);
    if (interference?.kind === 'hang') {
      const { controller } = this;
      this.time.at(this.time.now() + RPC_TIMEOUT_MS, () => {
        controller.giveUp(rpc.pid, hostname);
      });
    }
    return interference;
  }

  private spellOn(hostname: string): Interference | undefined {
    const spell = this.spells.get(hostname);
    return spell !== undefined && this.time.now() < spell.until ? spell.interference : undefined;
  }

  private countHomes(): void {
    const up = new Map<string, number>();
    const excused = new Map<string, number>();
    for (const [hostname, sessions] of this.lab.state.sessions()) {
      for (const { peer } of sessions) {
        if (peer?.kind === 'server') up.set(peer.server.name, (up.get(peer.server.name) ?? 0) + 1);
      }
      if (!this.isExcused(hostname) && !this.isWithdrawn(hostname)) continue;
      for (const server of SERVERS_ON.get(hostname) ?? []) {
        const isUp = sessions.some(({ peer }) => peer?.kind === 'server' && peer.server.name === server);
        if (!isUp) excused.set(server, (excused.get(server) ?? 0) + 1);
      }
    }
    for (const [server, homes] of HOMES_OF) {
      const down = homes - (up.get(server) ?? 0) - (excused.get(server) ?? 0);
      if (down > 1) this.outages.push(`${server} has lost ${down} of ${homes} attachments at ${this.seconds()} s`);
    }
  }

  private isExcused(hostname: string): boolean {
    return this.time.now() < (this.excused.get(hostname) ?? 0);
  }

  /** Whoever takes the fabric away takes its attachments away on purpose; what is put back of them is no loss either. */
  private isWithdrawn(hostname: string): boolean {
    if (!this.lab.device(hostname).database.committed.has('groups', 'dc1')) this.withdrawn.add(hostname);
    return this.withdrawn.has(hostname);
  }

  private configurations(): ReadonlyMap<string, Configuration> {
    return new Map([...this.lab.devices].map(([hostname, { database }]) => [hostname, database.committed]));
  }

  private groups(): ReadonlyMap<string, string> {
    return new Map(this.leaves().map(({ hostname, database }) => [hostname, groupOf(database)]));
  }
}

const SERVERS_ON: ReadonlyMap<string, readonly string[]> = new Map(
  LEAVES.map((hostname) => {
    const own = faultTopology().servers.filter(({ links }) => links.some(({ device }) => device === hostname));
    return [hostname, own.map(({ name }) => name)];
  }),
);

/** What the fabric owns on a device, without the mark of the change that wrote it. */
function groupOf({ committed }: Pick<ConfigurationDatabase, 'committed'>): string {
  return writeSet(committed)
    .split('\n')
    .filter((line) => /^set (groups dc1|apply-groups) /.test(line) && !line.includes(' apply-macro '))
    .join('\n');
}

/** Tells kinds of commits apart. */
function describe({ name, children }: ArrivedRpc): string {
  const kind = ['check', 'confirmed'].find((one) => children.includes(one));
  return kind === undefined ? name : `${name} ${kind}`;
}

/** A journal of a killed change stays open in this process. */
function closeFilesIn(directory: string): void {
  const descriptors = '/proc/self/fd';
  if (!existsSync(descriptors)) return;
  for (const name of readdirSync(descriptors)) {
    try {
      if (readlinkSync(path.join(descriptors, name)).startsWith(`${directory}${path.sep}`)) closeSync(Number(name));
    } catch {
      // The descriptor of this very look is gone already.
    }
  }
}
