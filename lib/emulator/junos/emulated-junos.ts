import { undecidedGroups } from '../../junos/inheritance/inheritance';
import { setLine } from '../../junos/formats/set-writer';
import { labConfigurationRefused } from '../errors';
import type { Configuration } from '../../junos/tree/configuration';
import { load } from '../../junos/load/load';
import type { LabClock } from '../lab-clock';
import type { NetconfChannelListener, NetconfTransport } from '../ssh/netconf-ssh-server';
import { NetconfSshServer } from '../ssh/netconf-ssh-server';
import type { LabDevice, LabUser } from '../topology';
import { commitProblems } from './commit-checks/commit-problems';
import type { Actor, DatabaseCommit } from './configuration-database';
import { ConfigurationDatabase } from './configuration-database';
import type { ArrivedRpc, Interceptor, Interference } from './interference';
import { switchedInterference } from './interference';
import { conditionsOf, inheritedBy } from './inherited';
import { notEmulatedIn } from './not-emulated';
import type { LabState } from './operational/fabric-state';
import { OtherEngine } from './other-engine';
import type { DatabaseProblem } from './refusal';
import { Refusal } from './refusal';
import { invalidValueLines, refusedValues } from './refused-values';
import type { ServedDevice } from './rpc/served-device';
import { ServerSession } from './server-session';
import type { Switches } from './switches';
import { defaultSwitches } from './switches';

/** What a device needs of its lab. */
export interface DeviceSurroundings {
  readonly clock: LabClock;
  readonly users: readonly LabUser[];
  /** State of the whole fabric, which this device reports its part of. */
  readonly fabric: LabState;
  /** Called for every RPC that arrives. */
  readonly arrived: (hostname: string, rpc: ArrivedRpc) => void;
}

/** The human at the console of every device. */
const ADMINISTRATOR = 'admin';

/** Process ids of sessions start here. */
const FIRST_PID = 20001;

/** What a device acts on. */
interface Acting {
  readonly committed: Configuration;
  /** The same with groups expanded. */
  readonly effective: Configuration;
}

/** One emulated device: configuration database, NETCONF server, switches for what can go wrong. */
export class EmulatedJunos implements ServedDevice {
  readonly hostname: string;
  readonly model: string;
  /** Junos release. */
  readonly junos: string;
  readonly role: 'leaf' | 'spine';
  readonly database: ConfigurationDatabase;
  /** What is wrong with this device; nothing by default. */
  readonly switches: Switches = defaultSwitches();
  /** How many routing engines it has. */
  readonly routingEngines: 1 | 2;
  /** The second one of two. */
  readonly otherEngine: OtherEngine | undefined;
  /** Looks at every RPC before it is served, before the switches do; none by default. */
  interceptor: Interceptor | undefined;
  readonly fabric: LabState;
  readonly clock: LabClock;
  /** Epoch milliseconds. */
  readonly booted: number;
  private readonly server: NetconfSshServer;
  private readonly sessions = new Map<number, ServerSession>();
  private nextPid = FIRST_PID;
  private running = true;
  private acting: Acting;

  /** @param initial what the device has committed when it starts */
  constructor(
    topology: LabDevice,
    initial: Configuration,
    private readonly surroundings: DeviceSurroundings,
  ) {
    this.hostname = topology.hostname;
    this.model = topology.model;
    this.junos = topology.junos;
    this.role = topology.role;
    this.routingEngines = topology.routingEngines ?? 1;
    this.fabric = surroundings.fabric;
    this.clock = surroundings.clock;
    this.booted = surroundings.clock.now();
    this.database = new ConfigurationDatabase(initial, {
      clock: surroundings.clock,
      check: (candidate) => [...this.refusedCheck(), ...commitProblems(candidate)],
      hasMasterPassword: () => this.switches.masterPassword,
      revertWaitsForLock: () => this.switches.timerUnderForeignLock === 'waits',
      committed: () => {
        this.act();
      },
      reverted: () => {
        this.otherEngine?.revert();
      },
    });
    this.otherEngine = this.routingEngines === 2 ? new OtherEngine(initial, surroundings.clock) : undefined;
    this.acting = this.actingOn(initial);
    this.server = new NetconfSshServer({
      users: surroundings.users,
      accepts: () => this.running,
      opened: (transport) => this.open(transport),
    });
  }

  /** An RPC has arrived: what is done to it. */
  arrived(rpc: ArrivedRpc): Interference | undefined {
    this.surroundings.arrived(this.hostname, rpc);
    return this.interceptor?.(rpc) ?? switchedInterference(this.switches, rpc);
  }

  /** Opens a NETCONF session for whatever carries its bytes. */
  open(transport: NetconfTransport): NetconfChannelListener {
    const session = new ServerSession(this, transport, this.takePid());
    this.sessions.set(session.actor.pid, session);
    return session;
  }

  /** TCP port on 127.0.0.1; 0 before the device listens. */
  get port(): number {
    return this.server.port;
  }

  /** The device's line of `known_hosts`. */
  get knownHosts(): string {
    return this.server.knownHosts;
  }

  /** How many NETCONF sessions are open. */
  get sessionCount(): number {
    return this.sessions.size;
  }

  /** Whether it is powered and has booted. */
  get isRunning(): boolean {
    return this.running;
  }

  /** What is committed with groups expanded and inactive statements left out: what the device acts on. */
  get effective(): Configuration {
    return this.acting.effective;
  }

  /** Lines that decide about routes and that it does not act on: the routes that it shows may be others than Junos would have. */
  get notEmulated(): readonly string[] {
    const undecided = undecidedGroups(this.acting.committed, conditionsOf(this.model));
    const conditions = undecided.flatMap(({ group, conditions: each }) =>
      each.map((one) => setLine(['groups', group, 'when', ...one.split(' ')])),
    );
    return [...notEmulatedIn(this.effective), ...conditions];
  }

  /** Values that it has committed and that a load would refuse, as set lines: either this lab or somebody before was wrong. */
  get doubtfulValues(): readonly string[] {
    return invalidValueLines(this.effective);
  }

  /** What it does with statements that the schema table does not know. */
  get unknownStatements(): 'refuse' | 'keep' {
    return this.switches.takesUnknownStatements ? 'keep' : 'refuse';
  }

  /** Namespace of a family of replies, which carries the release: `junos`, `junos-routing`, `junos-interface` … */
  namespace(family: string): string {
    return `http://xml.juniper.net/junos/${this.junos}/${family}`;
  }

  /** Starts listening; 0 is any free port. */
  async listen(port: number): Promise<void> {
    await this.server.listen(port);
  }

  /** Cuts every session and stops. */
  async stop(): Promise<void> {
    this.database.stop();
    this.otherEngine?.stop();
    await this.server.close();
  }

  /** Cuts the power: every session is gone, nobody is let in, its ports are down. */
  powerOff(): void {
    if (!this.running) return;
    this.running = false;
    const cut = [...this.sessions.values()];
    this.sessions.clear();
    for (const session of cut) session.cut();
    this.database.powerLost(this.switches.pendingCommitAtReboot);
    this.fabric.changed();
  }

  /** Gives the power back; the device has booted at once. */
  powerOn(): void {
    if (this.running) return;
    this.running = true;
    this.fabric.changed();
  }

  /** Boots anew; the device is back so many milliseconds of the lab's time later. */
  reboot(durationMs: number): void {
    this.powerOff();
    this.clock.at(this.clock.now() + durationMs, () => {
      this.powerOn();
    });
  }

  /** Gives the device another host key on the same port; sessions are cut. */
  async changeHostKey(): Promise<void> {
    await this.server.changeHostKey();
  }

  /**
   * A human loads set lines at the CLI and commits them, past every NETCONF client.
   *
   * @throws labConfigurationRefused when the device refuses, for example because a session holds the lock
   */
  edit(setLines: string, log?: string): DatabaseCommit {
    const actor = this.administrator();
    return this.asHuman(() => {
      this.typeIn(actor, setLines);
      return this.commitOrDiscard(actor, log);
    });
  }

  /** A human loads set lines into the shared candidate and leaves them uncommitted. */
  editCandidate(setLines: string): void {
    const actor = this.administrator();
    this.asHuman(() => {
      this.typeIn(actor, setLines);
    });
  }

  /** Somebody else takes the exclusive lock; returns what gives it back. */
  lockAs(user: string): () => void {
    const actor: Actor = { user, client: 'cli', pid: this.takePid() };
    this.asHuman(() => {
      this.database.lock(actor);
    });
    return () => {
      this.database.sessionEnded(actor.pid, false);
    };
  }

  /** Cuts the connection of a session, as a network does; nothing happens when there is none of that id. */
  cutConnection(pid: number): void {
    const session = this.sessions.get(pid);
    session?.cut();
    this.sessionEnded(pid, false);
  }

  /** Ends a session from outside; false when there is none of that id. */
  killSession(pid: number): boolean {
    const session = this.sessions.get(pid);
    if (session !== undefined) session.kill();
    else if (this.database.lockHolder?.actor.pid === pid) this.database.sessionEnded(pid, true);
    else return false;
    return true;
  }

  /** Called by a session that is gone. */
  sessionEnded(pid: number, killed: boolean): void {
    if (!this.sessions.delete(pid)) return;
    this.database.sessionEnded(pid, killed || this.switches.pendingCommitAtSessionEnd === 'reverted');
  }

  /** A commit that changes nothing, as a confirmation, has nothing done. */
  private act(): void {
    const { committed } = this.database;
    if (this.acting.committed.equals(committed)) return;
    this.acting = this.actingOn(committed);
    this.fabric.changed();
  }

  private actingOn(committed: Configuration): Acting {
    return { committed, effective: inheritedBy(this, committed) };
  }

  private typeIn(actor: Actor, setLines: string): void {
    const { candidate: before } = this.database;
    this.database.edit(actor, (candidate) => {
      load(candidate, { action: 'set', format: 'set', content: setLines, unknown: this.unknownStatements });
      const refused = refusedValues(before, candidate);
      if (refused.length > 0) throw new Refusal(...refused);
    });
  }

  private commitOrDiscard(actor: Actor, log: string | undefined): DatabaseCommit {
    try {
      return this.database.commit(actor, { log });
    } catch (error) {
      this.database.discard(actor);
      throw error;
    }
  }

  private refusedCheck(): DatabaseProblem[] {
    const { refuseCheck } = this.switches;
    return refuseCheck === undefined ? [] : [{ type: 'application', path: '[edit]', message: refuseCheck }];
  }

  private administrator(): Actor {
    return { user: ADMINISTRATOR, client: 'cli', pid: this.takePid() };
  }

  private takePid(): number {
    return this.nextPid++;
  }

  private asHuman<Result>(act: () => Result): Result {
    try {
      return act();
    } catch (error) {
      if (Refusal.isRefusal(error)) {
        throw labConfigurationRefused(
          this.hostname,
          error.problems.map((problem) => problem.message),
        );
      }
      throw error;
    }
  }
}
