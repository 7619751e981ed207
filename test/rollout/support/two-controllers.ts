/** Two controllers, each with a fabric of its own, on leaves that share servers: what comes of it on the lab's clock. */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Lab } from '../../../lib/emulator/lab';
import type { FabricIntent } from '../../../lib/intent/fabric-intent';
import type { Configuration } from '../../../lib/junos/tree/configuration';
import { apply } from '../../../lib/rollout/execute/apply';
import type { RolloutEvent } from '../../../lib/rollout/events';
import type { RolloutResult } from '../../../lib/rollout/outcome';
import type { ChangeSettings } from '../../../lib/rollout/settings';
import { Controller } from './controller';
import { faultFabric, faultTopology, HOMES_OF, LEAVES } from './fault-fabric';
import { loadedManifest } from './loaded-manifest';
import type { NetworkProfile } from './network';
import { Network } from './network';
import { VirtualTime } from './virtual-time';

const START = Date.parse('2026-03-14T15:00:00Z');
/** A commit takes a while on a device. */
const COMMIT_MS = 1_000;
/** Longer than any confirm timer. */
const ALL_TIMERS_MS = 150 * 60_000;
/** Whatever happens, both are done after this. */
const LONGEST_MS = 8 * 60 * 60_000;
/** Where files are fast: nothing of a case outlives it. */
const MEMORY = '/dev/shm';

/** The leaves of each fabric; every server is attached to leaves of both. */
const FABRICS = { fa: ['leaf10', 'leaf12', 'leaf14'], fb: ['leaf11', 'leaf13', 'leaf15'] } as const;
type FabricName = keyof typeof FABRICS;
const NAMES = ['fa', 'fb'] as const;

/** How one of the two goes about it. */
interface Side {
  readonly mode: 'transaction' | 'rolling';
  readonly canary: string;
  readonly network: NetworkProfile;
  /** Milliseconds after its beginning at which its process dies; undefined: it lives. */
  readonly diesAfterMs: number | undefined;
}

/** A run of two controllers. */
export interface TwoCase {
  readonly kind: 'alive' | 'killed' | 'slow';
  /** Milliseconds from the beginning of the first to that of the second. */
  readonly gapMs: number;
  readonly first: FabricName;
  readonly sides: Readonly<Record<FabricName, Side>>;
  readonly convergenceMs: number;
  readonly timerUnderForeignLock: 'passes' | 'waits';
}

/** What came of it. */
export interface TwoReport {
  /** What must never be. */
  readonly violations: readonly string[];
  /** By fabric; absent where its process has died or never came to its end. */
  readonly outcomes: Readonly<Partial<Record<FabricName, string>>>;
  readonly trace: readonly string[];
}

const KINDS = ['alive', 'killed', 'slow'] as const;
/** Together, nearly so, and one well before the other. */
const GAPS_MS = [0, 250, 1_000, 2_000, 5_000] as const;

/** The same case for the same seed. */
export function twoCaseOf(seed: number): TwoCase {
  const draw = drawing(seed);
  const kind = draw.of(KINDS);
  const diesFirst = draw.of(NAMES);
  const side = (name: FabricName): Side => ({
    mode: draw.of(['transaction', 'rolling'] as const),
    canary: draw.of(FABRICS[name]),
    network: {
      seed: draw.below(1_000_000),
      leastMs: 1,
      mostMs: kind === 'slow' ? 400 : 20,
      ...(kind === 'slow' && { stallOneOf: 60, stallMs: 8_000 }),
    },
    diesAfterMs: kind === 'killed' && diesFirst === name ? draw.below(40_000) : undefined,
  });
  return {
    kind,
    gapMs: draw.of(GAPS_MS),
    first: draw.of(NAMES),
    sides: { fa: side('fa'), fb: side('fb') },
    convergenceMs: draw.of([1_400, 10_000, 30_000]),
    timerUnderForeignLock: draw.of(['passes', 'waits'] as const),
  };
}

interface Drawing {
  below(limit: number): number;
  of<Value>(values: readonly Value[]): Value;
}

function drawing(seed: number): Drawing {
  let count = 0;
  const below = (limit: number): number => {
    count += 1;
    const bytes = createHash('sha256').update(`${seed} ${count}`).digest();
    return Math.floor((bytes.readUInt32BE(0) / 2 ** 32) * limit);
  };
  return {
    below,
    of: (values) => {
      const value = values[below(values.length)];
      if (value === undefined) throw new Error('there is nothing to draw from');
      return value;
    },
  };
}

let prepared: ReadonlyMap<string, Configuration> | undefined;

/** Brings both fabrics into their old state, once. */
export async function prepareTwo(): Promise<void> {
  const run = new TwoRun(twoCaseOf(0));
  for (const name of NAMES) {
    const result = await run.only(name, 'old');
    if (result?.outcome !== 'confirmed') throw new Error(`${name} did not come into its old state`);
  }
  prepared = run.configurations();
  await run.stop();
}

export async function runTwo(one: TwoCase): Promise<TwoReport> {
  const run = new TwoRun(one);
  try {
    return await run.play();
  } finally {
    await run.stop();
  }
}

class TwoRun {
  private readonly lab = Lab.inProcess(faultTopology(), { startAt: START, time: 'standing', initial: prepared });
  private readonly time = new VirtualTime(this.lab.clock);
  private readonly directory = mkdtempSync(path.join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'two-'));
  private readonly controllers: Readonly<Record<FabricName, Controller>>;
  private readonly wrong = new Set<string>();
  private readonly trace: string[] = [];
  private readonly outcomes: Partial<Record<FabricName, string>> = {};

  constructor(private readonly one: TwoCase) {
    const controllerOf = (name: FabricName): Controller =>
      new Controller(this.lab, this.time, new Network(one.sides[name].network));
    this.controllers = { fa: controllerOf('fa'), fb: controllerOf('fb') };
    this.lab.state.states();
    for (const hostname of LEAVES) {
      const leaf = this.lab.device(hostname);
      const { convergenceMs, timerUnderForeignLock } = one;
      Object.assign(leaf.switches, { convergenceMs, timerUnderForeignLock });
      leaf.interceptor = ({ name }) => {
        this.time.stir();
        if (name === 'commit-configuration') this.lab.clock.advance(COMMIT_MS);
        return undefined;
      };
    }
    this.lab.observe(({ type }) => {
      if (type === 'stateChanged' && prepared !== undefined) this.look();
    });
  }

  async play(): Promise<TwoReport> {
    const { first, gapMs, sides } = this.one;
    const second = first === 'fa' ? 'fb' : 'fa';
    const work = Promise.all([this.change(first, 0), this.change(second, gapMs)]);
    const order = [first, second] as const;
    for (const [place, name] of order.entries()) {
      const { diesAfterMs } = sides[name];
      if (diesAfterMs !== undefined)
        this.time.at(START + place * gapMs + diesAfterMs, () => {
          this.kill(name);
        });
    }
    const until = this.time.now() + LONGEST_MS;
    const isOver = (): boolean =>
      NAMES.every((name) => this.controllers[name].killed || this.outcomes[name] !== undefined) ||
      this.time.now() > until;
    await this.time.drive(work, isOver);
    await this.time.drive(this.time.sleep(ALL_TIMERS_MS));
    this.requireEnd();
    return { violations: [...this.wrong], outcomes: this.outcomes, trace: this.trace };
  }

  /** One of them by itself. */
  only(name: FabricName, state: 'old' | 'new'): Promise<RolloutResult | undefined> {
    return this.time.drive(apply(loadedManifest(fabricOf(name, state), this.directory), this.settings(name)));
  }

  configurations(): ReadonlyMap<string, Configuration> {
    return new Map([...this.lab.devices].map(([hostname, { database }]) => [hostname, database.committed]));
  }

  async stop(): Promise<void> {
    for (const name of NAMES) this.controllers[name].bury();
    await this.lab.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }

  private async change(name: FabricName, afterMs: number): Promise<void> {
    await this.time.sleep(afterMs);
    const other = name === 'fa' ? 'fb' : 'fa';
    const { canary, mode } = this.one.sides[name];
    const result = await apply(loadedManifest(fabricOf(name, 'new'), this.directory), {
      ...this.settings(name),
      mode,
      canary,
      otherFabrics: [fabricOf(other, 'new')],
      changeId: `change-${afterMs === 0 && name === this.one.first ? 1 : 2}-${name}`,
    });
    this.tell(name, `ends: ${JSON.stringify(result)}`);
    this.outcomes[name] = result.outcome;
  }

  private settings(name: FabricName): ChangeSettings {
    const { clock, connect } = this.controllers[name];
    return {
      stateDirectory: path.join(this.directory, name),
      clock,
      connect,
      onEvent: (event) => {
        this.heard(name, event);
      },
    };
  }

  private kill(name: FabricName): void {
    this.tell(name, 'dies');
    this.controllers[name].kill();
  }

  private heard(name: FabricName, event: RolloutEvent): void {
    this.tell(name, JSON.stringify(event));
    if (event.type === 'problem' && event.code === 'unexpected') this.wrong.add(`${name}: ${event.message}`);
    const isTimer = event.type === 'waitingForTimer' || (event.type === 'rolledBack' && event.by === 'timer');
    if (isTimer && this.one.kind !== 'killed') this.wrong.add(`${name} waits for a timer although both live`);
  }

  /** No server has lost more than one attachment, and no server has commits of both that wait. */
  private look(): void {
    const up = new Map<string, number>();
    for (const [, sessions] of this.lab.state.sessions()) {
      for (const { peer } of sessions) {
        if (peer?.kind === 'server') up.set(peer.server.name, (up.get(peer.server.name) ?? 0) + 1);
      }
    }
    for (const [server, homes] of HOMES_OF) {
      const left = up.get(server) ?? 0;
      if (homes - left > 1) this.wrong.add(`${server} has ${left} of ${homes} attachments at ${this.seconds()} s`);
    }
    for (const { links, name } of this.lab.topology.servers) {
      const waiting = links.map(({ device }) => device).filter((device) => this.isPending(device));
      const of = NAMES.filter((fabric) => waiting.some((leaf) => FABRICS[fabric].some((own) => own === leaf)));
      if (of.length > 1) this.wrong.add(`changes of both wait on ${waiting.join(' and ')}, which serve ${name}`);
    }
  }

  private requireEnd(): void {
    for (const name of NAMES) {
      const { killed } = this.controllers[name];
      if (!killed && this.outcomes[name] === undefined) this.wrong.add(`${name} never ends`);
    }
    for (const hostname of LEAVES) {
      const { database, sessionCount } = this.lab.device(hostname);
      if (database.pending !== undefined) this.wrong.add(`${hostname} still waits for a confirmation`);
      if (database.lockHolder !== undefined) this.wrong.add(`${hostname} is left locked`);
      if (sessionCount > 0) this.wrong.add(`${hostname} is left with ${sessionCount} sessions`);
    }
  }

  private isPending(hostname: string): boolean {
    return this.lab.device(hostname).database.pending !== undefined;
  }

  private seconds(): number {
    return (this.lab.clock.now() - START) / 1000;
  }

  private tell(name: FabricName, what: string): void {
    this.trace.push(`${this.seconds()} ${name} ${what}`);
  }
}

/** One of the two fabrics that share the servers of the fault matrix. */
function fabricOf(name: FabricName, state: 'old' | 'new'): FabricIntent {
  const fabric = faultFabric(state);
  const isOwn = ({ hostname }: { readonly hostname: string }): boolean => FABRICS[name].some((one) => one === hostname);
  return {
    ...fabric,
    name,
    devices: fabric.devices.filter(isOwn),
    servers: fabric.servers.map((server) => ({ ...server, attachments: server.attachments.filter(isOwn) })),
  };
}
