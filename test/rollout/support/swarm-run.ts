/** Runs a case of the swarm: the change, what goes wrong, what is done about it, and that the way on is open afterwards. */
import { createHash } from 'node:crypto';
import { FabricError } from '../../../lib/model/fabric-error';
import type { ArrivedRpc, Interference } from '../../../lib/emulator/junos/interference';
import type { RolloutEvent } from '../../../lib/rollout/events';
import type { RolloutResult } from '../../../lib/rollout/outcome';
import { LEAVES } from './fault-fabric';
import type { Recovery, Standing, Step } from './fault-lab';
import { FaultLab } from './fault-lab';
import type { Fault } from './faults';
import { decidedFor, lies, violations } from './invariant';
import { HomeWatch } from './home-watch';
import { Network } from './network';
import type { PlannedFault, SwarmCase } from './swarm-case';
import { faultOf } from './swarm-faults';
import { brokenPromises } from './swarm-promises';

/** What came of a case. */
export interface SwarmReport {
  /** What is not as it must be; empty when all is well. */
  readonly violations: readonly string[];
  /** Everything that happened, in its order: RPCs, faults, events, results. */
  readonly trace: readonly string[];
  /** Of the trace: the same for the same case. */
  readonly digest: string;
}

/** Longer than any confirm timer, any wait and any lock of somebody else. */
const ALL_TIMERS_MS = 150 * 60_000;
/** From a look at the other attachments of a device until it is committed, on the way there and back. */
const MESSAGES_OF_A_COMMIT = 16;
/** What was on its way when a fault struck has come to rest after this time. */
const UNDER_WAY_MS = 2_500;
/** An attachment that has been gone for so long can be known to be gone. */
const KNOWN_AFTER_MS = 1_500;

/** How a change ends of which the disk does not take what has to be written first. */
const OF_THE_DISK: ReadonlySet<string> = new Set(['journalUnwritable', 'journalFailed', 'lockUnusable']);

/** What begins staging, when every device has been looked at. */
const LOCKS = 'lock-configuration';
/** What begins the change on a device. */
const COMMITS = 'commit-configuration confirmed';
/** What tells a controller how many routing engines there are. */
const ASKS_ENGINES = 'get-software-information';

export async function runSwarmCase(one: SwarmCase): Promise<SwarmReport> {
  const run = new SwarmRun(one);
  try {
    await run.play();
  } finally {
    await run.stop();
  }
  return run.report();
}

/** A fault that has not struck yet. */
interface Armed extends PlannedFault {
  readonly what: Fault;
  seen: number;
}

class SwarmRun {
  private readonly lab: FaultLab;
  private readonly trace: string[] = [];
  private readonly wrong: string[] = [];
  private armed: Armed[];
  private readonly struck: Fault[] = [];
  /** Leaves whose two routing engines were there when the present controller asked for them. */
  private readonly sawBoth = new Set<string>();
  private readonly homes: HomeWatch;
  /** Changes that have begun, and which they take back: devices of other changes keep what they have. */
  private readonly begun = new Map<string, { readonly reverses: string | undefined }>();
  /** Changes that a controller has named itself. */
  private readonly names = new Map<string, number>();
  /** Leaves that anybody ever decided to let keep the change. */
  private readonly decided = new Set<string>();

  constructor(private readonly one: SwarmCase) {
    const { scenario, routingEngines, failureBudget, network } = one;
    this.lab = new FaultLab(scenario, {
      routingEngines,
      settings: { failureBudget },
      network: network === undefined ? undefined : new Network(network),
    });
    this.homes = new HomeWatch(this.lab, patienceFor(one));
    this.armed = one.faults.map((planned) => {
      const what = faultOf(planned.fault);
      if (what === undefined) throw new Error(`no fault is called ${planned.fault}`);
      return { ...planned, what, seen: 0 };
    });
    this.lab.disk.watch();
    this.lab.onStep = (step, rpc) => this.reached(step, rpc);
    this.lab.onEvent = (event) => {
      this.heard(event);
    };
    for (const { what } of this.armed) this.lab.turn(what.switches ?? {});
  }

  async play(): Promise<void> {
    const { lab } = this;
    const result = await this.attempt('change', () => lab.change());
    const isJournalCut = this.isJournalCut || undefined;
    const ending = { fault: this.whatStruck(), unseenEngines: this.unseenEngines(), isJournalCut };
    if (result !== undefined) this.wrong.push(...lies(lab, { ...ending, result }));
    if (this.one.recoveries.length === 0) {
      await this.pass(ALL_TIMERS_MS);
      this.wrong.push(...violations(lab, { ...ending, fault: this.whatStruck(), result }));
    }
    for (const { by, pauseMs } of this.one.recoveries) {
      await this.pass(pauseMs);
      await this.recover(by);
    }
    await this.pass(ALL_TIMERS_MS);
    this.requireDecided();
    await this.requireWayOn();
    if (!this.endedAllAtOnce()) this.wrong.push(...lab.outages);
  }

  async stop(): Promise<void> {
    await this.lab.stop();
  }

  report(): SwarmReport {
    const digest = createHash('sha256').update(this.trace.join('\n')).digest('hex');
    return { violations: [...new Set(this.wrong)], trace: this.trace, digest };
  }

  /** Once nothing is wrong any more, resuming and carrying the change out once more always bring it to its end. */
  private async requireWayOn(): Promise<void> {
    const { lab } = this;
    lab.heal();
    this.armed = [];
    await this.pass(ALL_TIMERS_MS);
    await this.recover('resume');
    await this.pass(ALL_TIMERS_MS);
    lab.restart();
    const last = await this.attempt('change', () => lab.change());
    await this.pass(ALL_TIMERS_MS);
    const seen = LEAVES.map((hostname) => `${hostname} ${lab.standing(hostname)}`).join(', ');
    const said = (last?.problems ?? []).map(({ hostname = '', message }) => `${hostname} ${message}`).join('; ');
    const isDone = LEAVES.every((hostname) => lab.standing(hostname) === 'new');
    if (!isDone)
      this.wrong.push(`mended, it does not come to its end: ${last?.outcome ?? 'no result'}, ${seen} (${said})`);
    for (const { hostname, sessionCount, database } of lab.leaves()) {
      if (sessionCount > 0) this.wrong.push(`mended, ${hostname} is left with ${sessionCount} sessions`);
      if (database.pending !== undefined) this.wrong.push(`mended, ${hostname} still waits for a confirmation`);
      if (database.lockHolder !== undefined) this.wrong.push(`mended, ${hostname} is left locked`);
    }
  }

  private async recover(by: Recovery): Promise<void> {
    this.lab.restart();
    if (by === 'resumeFromDevices') this.lab.forget();
    await this.attempt(by, () => this.lab.recover(by));
  }

  /** One controller from its beginning to its end. */
  private async attempt(
    by: Recovery | 'change',
    work: () => Promise<RolloutResult | undefined>,
  ): Promise<RolloutResult | undefined> {
    const { lab } = this;
    this.tell(`begins: ${by}`);
    this.sawBoth.clear();
    const before = new Map(
      LEAVES.filter((hostname) => !this.waits(hostname)).map((hostname) => [hostname, lab.standing(hostname)]),
    );
    try {
      const result = await work();
      if (result === undefined && !lab.controller.killed) this.wrong.push(`${by} never ends`);
      this.tell(`ends: ${result === undefined ? 'gone' : JSON.stringify(result)}`);
      for (const hostname of decidedFor(lab.journal())) this.decided.add(hostname);
      if (result !== undefined) {
        const { isJournalCut, sawBoth } = this;
        const began = this.begun.get(result.changeId);
        this.wrong.push(...brokenPromises(lab, { by, result, began, isJournalCut, sawBoth, before }));
      }
      return result;
    } catch (error) {
      const code = FabricError.isFabricError(error) ? error.code : '';
      // Nothing was ever written down: nothing was begun, and the way on is to apply.
      const isNothing = code === 'journalMissing' && lab.journal().length === 0;
      if (this.isJournalCut && OF_THE_DISK.has(code)) this.wrong.push(...this.touched(before));
      else if (!isNothing) this.wrong.push(`${by} throws ${String(error)}`);
      this.tell(`throws: ${String(error)}`);
      return undefined;
    }
  }

  /** What was touched although the disk had not taken what has to be written before. */
  private touched(before: ReadonlyMap<string, Standing>): string[] {
    const { lab } = this;
    return [...before]
      .filter(([hostname, stood]) => lab.standing(hostname) !== stood || this.waits(hostname))
      .map(([hostname]) => `${hostname} was touched before that was written down`);
  }

  private waits(hostname: string): boolean {
    return this.lab.lab.device(hostname).database.pending !== undefined;
  }

  /** Whether the disk has failed, ever. */
  private get isJournalCut(): boolean {
    return this.struck.some(({ takesDisk }) => takesDisk === true);
  }

  private reached(step: Step, rpc: ArrivedRpc): Interference | undefined {
    this.tell(`${step.hostname} ${step.place} ${step.rpc}`);
    const { lostRoutingEngine } = this.lab.lab.device(step.hostname).switches;
    if (rpc.name === ASKS_ENGINES && lostRoutingEngine === undefined) this.sawBoth.add(step.hostname);
    if (step.rpc === LOCKS) this.homes.lookedAt();
    if (step.rpc === COMMITS && this.keepsHomes) this.wrong.push(...this.homes.taking(step.hostname));
    for (const fault of this.armed) {
      if (!isDue(fault, step)) continue;
      this.armed = this.armed.filter((other) => other !== fault);
      if (fault.delayMs === 0) return this.strike(fault, step, rpc);
      this.lab.time.at(this.lab.time.now() + fault.delayMs, () => void this.strike(fault, step, rpc));
    }
    return undefined;
  }

  private strike({ what, hostname }: Armed, step: Step, rpc: ArrivedRpc): Interference | undefined {
    this.tell(`strikes: ${what.name} at ${hostname}`);
    this.struck.push(what);
    this.excuse(what, hostname);
    return what.strike(this.lab, step, rpc);
  }

  /** Attachments that a fault takes away are not the change's. */
  private excuse({ takesHomes, lastsMs = Infinity, name }: Fault, hostname: string): void {
    const { switches } = this.lab.lab.device(hostname);
    const backMs = switches.convergenceMs + UNDER_WAY_MS;
    if (takesHomes === true) this.lab.excuse(hostname, lastsMs + backMs);
    else if (switches.pendingCommitAtSessionEnd === 'reverted' && !name.startsWith('refused')) {
      this.lab.excuse(hostname, backMs);
    }
  }

  private heard(event: RolloutEvent): void {
    this.tell(JSON.stringify(event));
    if (event.type === 'problem' && event.code === 'unexpected') this.wrong.push(`unexpected: ${event.message}`);
    if (event.type === 'changeStarted') {
      this.homes.changeBegins();
      this.begun.set(event.changeId, { reverses: event.reverses });
    }
    if (event.type === 'decided' && event.decision === 'confirm') {
      for (const hostname of event.hostnames) this.decided.add(hostname);
      if (this.keepsHomes) this.wrong.push(...this.homes.keeping(event.hostnames));
    }
    if (event.type !== 'changeFinished' || event.outcome !== 'confirmed') return;
    if (this.begun.get(event.changeId)?.reverses !== undefined) return;
    const others = LEAVES.filter((hostname) => this.lab.standing(hostname) === 'old');
    const isMixed = others.length > 0 && others.length < LEAVES.length;
    if (isMixed) this.wrong.push(`${event.changeId} is said to be confirmed, and ${others.join(', ')} did not change`);
  }

  /** Whoever takes the fabric away takes its attachments on purpose. */
  private get keepsHomes(): boolean {
    return this.one.scenario !== 'withdraw';
  }

  private unseenEngines(): Set<string> {
    return new Set(LEAVES.filter((hostname) => !this.sawBoth.has(hostname)));
  }

  private requireDecided(): void {
    const { lab } = this;
    const unasked = LEAVES.filter(
      (one) => lab.standing(one) === 'new' && !this.decided.has(one) && !lab.humans.has(one),
    );
    this.wrong.push(...unasked.map((hostname) => `${hostname} kept the change, and nobody had ever decided that`));
  }

  /** What may be so for any of the faults that have struck. */
  private whatStruck(): Omit<Fault, 'name' | 'strike'> {
    const isAny = (flag: 'kills' | 'human' | 'takesEngine'): true | undefined =>
      this.struck.some((one) => one[flag] === true) || undefined;
    return {
      kills: isAny('kills'),
      human: isAny('human'),
      takesEngine: isAny('takesEngine'),
      endsAllAtOnce: this.endedAllAtOnce() || undefined,
    };
  }

  /** Where devices revert as soon as a session ends, the death of the process takes attachments together. */
  private endedAllAtOnce(): boolean {
    const reverts = this.one.faults.some(
      ({ fault }) => faultOf(fault)?.switches?.pendingCommitAtSessionEnd === 'reverted',
    );
    return reverts && this.struck.some(({ kills }) => kills === true);
  }

  private async pass(ms: number): Promise<void> {
    await this.lab.time.drive(this.lab.time.sleep(ms));
  }

  private tell(what: string): void {
    this.trace.push(`${this.lab.seconds()} ${this.namingChanges(what)}`);
  }

  /** Changes that a controller names itself have random names. */
  private namingChanges(what: string): string {
    return what.replace(/\d{8}T\d{6}Z-[0-9a-f]{8}/g, (name) => {
      const number = this.names.get(name) ?? this.names.size + 1;
      this.names.set(name, number);
      return `own-${number}`;
    });
  }
}

/** Between a look at other attachments and the commit that it is for, messages take their time. */
function patienceFor({ network }: SwarmCase): number {
  if (network === undefined) return KNOWN_AFTER_MS;
  const { mostMs, stallOneOf, stallMs = 0 } = network;
  return KNOWN_AFTER_MS + MESSAGES_OF_A_COMMIT * mostMs + (stallOneOf === undefined ? 0 : 3 * stallMs);
}

function isDue(fault: Armed, { hostname, place, rpc }: Step): boolean {
  if (hostname !== fault.hostname) return false;
  if ('place' in fault.at) return place >= fault.at.place;
  fault.seen += rpc === fault.at.rpc ? 1 : 0;
  return rpc === fault.at.rpc && fault.seen >= fault.at.nth;
}
