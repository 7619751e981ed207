import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { FabricError } from '../../model/fabric-error';
import { twinTimedOut, twinUnavailable, unknownTwinPart } from '../errors';
import type { TwinLink, TwinNode, TwinPlan } from '../plan';
import { changeFailures } from './apply-failures';
import { twinCapabilities } from './capabilities';
import type { TwinFailure } from './failures';
import { describeTwinFailure, requireNode } from './failures';
import { NodeShell } from './node-shell';
import type { VrfMode } from './node-script';
import type { KernelHop, KernelInterface, TwinPath, TwinSession, TwinTypeFive } from './observe';
import {
  readHops,
  observedInterfaces,
  readNextHops,
  readPaths,
  readRoutes,
  observedSessions,
  readTypeFives,
  readVni,
} from './observe';
import { startTime } from './processes';
import type { Repair } from './repair';
import { repairNode } from './repair';
import { startTwin, vrfMode } from './start';
import type { TwinState } from './state';
import { holderOf, readState, removeDirectory, writeState } from './state';

/** How a twin is brought up. */
export interface TwinOptions {
  readonly plan: TwinPlan;
  /** Where it keeps its files; made where it is not there, and removed by `down`. */
  readonly directory: string;
  /** Whether it is built in a namespace of this user; default: only where we are not root. */
  readonly userNamespace?: boolean;
  /** How VRFs are made; default `auto`: as devices where the kernel has them. */
  readonly vrf?: VrfMode | 'auto';
  /** Whether it outlives this process; default: no. */
  readonly stays?: boolean;
  /** For its daemons to run; default 60 seconds, and one more for each node. */
  readonly timeoutMs?: number;
  /** Manifest and topology that the plan came from, for whoever attaches later. */
  readonly files?: { readonly manifest?: string; readonly topology?: string };
}

/** How something is waited for. */
export interface WaitOptions {
  /** Default 60 seconds. */
  readonly timeoutMs?: number;
  /** Default 100 ms. */
  readonly pollMs?: number;
}

const DEFAULT_WAIT_MS = 60_000;
const DEFAULT_POLL_MS = 100;
const GONE_POLLS = 250;
const GONE_POLL_MS = 20;

/** A running twin: every device and server as a network namespace with FRR in it, joined by virtual cables. */
export class Twin {
  /**
   * Starts a twin and returns when its daemons run; sessions come up after that.
   *
   * @throws twinUnavailable where the machine cannot run one; twinDirectoryTaken, twinDidNotStart
   */
  static async up(options: TwinOptions): Promise<Twin> {
    const { missing, rootless } = twinCapabilities(options.userNamespace);
    if (missing.length > 0) throw twinUnavailable(missing);
    const directory = path.resolve(options.directory);
    const { plan, vrf = 'auto' } = options;
    const mode = vrf === 'auto' ? vrfMode(rootless) : vrf;
    const timeoutMs = options.timeoutMs ?? 60_000 + 1000 * plan.nodes.length;
    const { holder, pids, stay } = await startTwin(plan, { directory, rootless, vrf: mode, timeoutMs });
    const { nodes, links } = plan;
    const state: TwinState = {
      version: 1,
      holder,
      rootless,
      vrf: mode,
      pids,
      nodes,
      links,
      failures: [],
      ...options.files,
    };
    writeState(directory, state);
    if (options.stays === true) stay();
    return new Twin(directory, state);
  }

  /** The twin of a directory. @throws twinNotRunning */
  static attach(directory: string): Twin {
    const place = path.resolve(directory);
    return new Twin(place, readState(place));
  }

  /** Ends whatever a directory holds of a twin, whole or in parts; returns whether anything ran. */
  static async remove(directory: string): Promise<boolean> {
    const place = path.resolve(directory);
    const pid = holderOf(place);
    if (pid !== undefined) await end(pid);
    removeDirectory(place);
    return pid !== undefined;
  }

  private readonly shell: NodeShell;

  private constructor(
    readonly directory: string,
    private state: TwinState,
  ) {
    this.shell = new NodeShell(state);
  }

  get nodes(): readonly TwinNode[] {
    return this.state.nodes;
  }

  get links(): readonly TwinLink[] {
    return this.state.links;
  }

  /** What is broken now, the first first. */
  get failures(): readonly TwinFailure[] {
    return this.state.failures;
  }

  get isRootless(): boolean {
    return this.state.rootless;
  }

  get files(): { readonly manifest?: string; readonly topology?: string } {
    return { manifest: this.state.manifest, topology: this.state.topology };
  }

  /** Every BGP session of a node, one entry for each of its families; none while its BGP daemon is dead. */
  async sessions(node: string): Promise<TwinSession[]> {
    this.node(node);
    return observedSessions(await this.show(node, 'show bgp vrf all summary json'));
  }

  /** The paths that BGP holds for a prefix. `vrf` undefined: the main instance. */
  async routes(node: string, vrf: string | undefined, prefix: string): Promise<TwinPath[]> {
    this.requireVrf(node, vrf);
    const family = prefix.includes(':') ? 'ipv6' : 'ipv4';
    return readPaths(
      await this.show(node, `show bgp ${vrf === undefined ? '' : `vrf ${vrf} `}${family} unicast ${prefix} json`),
    );
  }

  /** The type-5 routes that a node holds, its own and others'. */
  async typeFives(node: string): Promise<TwinTypeFive[]> {
    this.node(node);
    return readTypeFives(await this.show(node, 'show bgp l2vpn evpn route type prefix json'));
  }

  /** The VNIs whose tunnels FRR has found working on a node, by VRF. */
  async vnis(node: string): Promise<Map<string, number>> {
    const known = this.node(node).vrfs.flatMap(({ vni }) => vni ?? []);
    const commands = known.map((vni) => `show evpn vni ${vni} json`);
    const shown = await this.shell.ask(node, 'zebra', commands);
    return new Map(shown.map((text) => readVni(text)).filter((found) => found !== undefined));
  }

  /** Where the kernel sends packets for a prefix, sorted: the truth about forwarding. */
  async kernelNextHops(node: string, vrf: string | undefined, prefix: string): Promise<string[]> {
    this.requireVrf(node, vrf);
    const { namespace, table } = this.shell.ofVrf(vrf);
    const family = prefix.includes(':') ? '-6' : '-4';
    return readNextHops(await this.shell.run(node, `ip ${family} -j ${namespace}route show ${table}${prefix}`));
  }

  /** Every route of the kernel in a VRF, of both families, with its next hops. */
  async kernelRoutes(node: string, vrf?: string): Promise<Map<string, readonly string[]>> {
    const outputs = await this.kernelTables(node, vrf);
    return new Map(outputs.flatMap((output) => [...readRoutes(output)]));
  }

  /** The same with the interface of each next hop: IPv6 has next hops that are known by their interface only. */
  async kernelHops(node: string, vrf?: string): Promise<Map<string, readonly KernelHop[]>> {
    const outputs = await this.kernelTables(node, vrf);
    return new Map(outputs.flatMap((output) => [...readHops(output)]));
  }

  /** The interfaces of a node, in all of its VRFs. */
  async interfaces(node: string): Promise<KernelInterface[]> {
    const { vrfs } = this.node(node);
    const namespaces = this.state.vrf === 'netns' ? vrfs.map(({ name }) => `-n ${name} `) : [];
    const outputs = await this.shell.runAll(
      node,
      ['', ...namespaces].map((namespace) => `ip -j ${namespace}address show`),
    );
    return outputs.flatMap((output) => observedInterfaces(output));
  }

  /** Whether a packet and its answer arrive. Without `from` the kernel chooses the source. */
  async ping(node: string, vrf: string | undefined, address: string, from?: string): Promise<boolean> {
    this.requireVrf(node, vrf);
    const source = from === undefined ? '' : `-I ${from} `;
    const command = this.shell.inside(vrf, `ping -n -q -c 1 -W 1 ${source}${address}`);
    const said = await this.shell.run(node, `${command} > /dev/null 2>&1 && echo yes || echo no`);
    return said.trim() === 'yes';
  }

  /** What the BGP daemon of a node answers to `show` commands; empty texts while it is dead. */
  askBgp(node: string, commands: readonly string[]): Promise<readonly string[]> {
    this.node(node);
    return this.shell.ask(node, 'bgpd', commands);
  }

  /** Standard output of a shell command in a node. @throws twinCommandFailed */
  run(node: string, command: string): Promise<string> {
    this.node(node);
    return this.shell.run(node, command);
  }

  /** Breaks something. What is broken already stays so. @throws unknownTwinPart */
  async fail(failure: TwinFailure): Promise<void> {
    const already = this.failures.some((one) => describeTwinFailure(one) === describeTwinFailure(failure));
    if (!already) await this.change([...this.failures, failure]);
  }

  /** Mends it; without an argument everything. @throws unknownTwinPart where it is not broken */
  async heal(failure?: TwinFailure): Promise<void> {
    if (failure === undefined) return this.change([]);
    const name = describeTwinFailure(failure);
    const left = this.failures.filter((one) => describeTwinFailure(one) !== name);
    if (left.length === this.failures.length) {
      throw unknownTwinPart(
        'failure',
        name,
        this.failures.map((one) => describeTwinFailure(one)),
      );
    }
    return this.change(left);
  }

  /** Puts back what FRR has lost by its bug; returns what that was. */
  async repair(): Promise<Repair[]> {
    const repairs = await Promise.all(this.nodes.map((node) => repairNode(this.shell, node)));
    return repairs.flat();
  }

  /**
   * Waits until `found` says so.
   *
   * @param awaited what is waited for, in words
   * @param found undefined where it is there; otherwise what is seen instead
   * @throws twinTimedOut with what was seen last
   */
  async waitUntil(awaited: string, found: () => Promise<string | undefined>, options: WaitOptions = {}): Promise<void> {
    const { timeoutMs = DEFAULT_WAIT_MS, pollMs = DEFAULT_POLL_MS } = options;
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const seen = await orItsError(found);
      if (seen === undefined) return;
      if (performance.now() > deadline) throw twinTimedOut(awaited, timeoutMs / 1000, seen);
      await delay(pollMs);
    }
  }

  /**
   * Waits until nothing changes any more: no session and no route of the kernel.
   *
   * @param quietMs for how long nothing may change
   * @throws twinTimedOut
   */
  async settle(quietMs: number, options: WaitOptions = {}): Promise<void> {
    let last = '';
    let since = performance.now();
    await this.waitUntil(
      'nothing to change any more',
      async () => {
        const now = await this.fingerprint();
        if (now !== last) [last, since] = [now, performance.now()];
        return performance.now() - since >= quietMs ? undefined : 'routes that still change';
      },
      { timeoutMs: 60_000, pollMs: 200, ...options },
    );
  }

  /** Ends every process, namespace and cable of the twin, and removes its files. */
  async down(): Promise<void> {
    await Twin.remove(this.directory);
  }

  private async fingerprint(): Promise<string> {
    const outputs = await Promise.all(
      this.nodes.map(async (node) => {
        const vrfs = [undefined, ...node.vrfs.map(({ name }) => name)];
        const routes = vrfs.map((vrf) => {
          const { namespace, table } = this.shell.ofVrf(vrf);
          return `ip -4 ${namespace}route show ${table}; ip -6 ${namespace}route show ${table}`;
        });
        const sessions = (await this.sessions(node.name)).filter(({ state }) => state === 'Established');
        return `${await this.shell.run(node.name, routes.join('\n'))}${sessions.length}`;
      }),
    );
    return outputs.join('\n').replace(/nhid \d+ |expires \S+ /g, '');
  }

  private kernelTables(node: string, vrf: string | undefined): Promise<readonly string[]> {
    this.requireVrf(node, vrf);
    const { namespace, table } = this.shell.ofVrf(vrf);
    const commands = ['-4', '-6'].map((family) => `ip ${family} -j ${namespace}route show ${table}`);
    return this.shell.runAll(node, commands);
  }

  private async show(node: string, command: string): Promise<string> {
    return (await this.shell.ask(node, 'bgpd', [command]))[0] ?? '';
  }

  private node(name: string): TwinNode {
    return requireNode(name, this.nodes);
  }

  private requireVrf(node: string, vrf: string | undefined): void {
    const { vrfs } = this.node(node);
    if (vrf !== undefined && !vrfs.some(({ name }) => name === vrf)) {
      throw unknownTwinPart(
        `VRF of ${node}`,
        vrf,
        vrfs.map(({ name }) => name),
      );
    }
  }

  private async change(failures: readonly TwinFailure[]): Promise<void> {
    const before = this.state.failures;
    await changeFailures(this.shell, this.state, before, failures);
    this.state = { ...this.state, failures };
    writeState(this.directory, this.state);
  }
}

async function orItsError(found: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await found();
  } catch (error) {
    if (FabricError.isFabricError(error) && error.code === 'twinCommandFailed') return error.message;
    throw error;
  }
}

/** Kills the process that everything ends with, and waits until it is gone. */
async function end(pid: number): Promise<void> {
  const began = startTime(pid);
  process.kill(pid, 'SIGKILL');
  for (let polls = 0; polls < GONE_POLLS && startTime(pid) === began; polls += 1) await delay(GONE_POLL_MS);
}
