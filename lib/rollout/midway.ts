import { FabricError, midwayUnknown, unsafeMidway } from '../errors';
import type { FabricIntent } from '../intent/fabric-intent';
import { deviceInput, serversOf } from '../reachability/from-intent';
import type { DeviceInput } from '../reachability/input';
import type { MomentDemand, UnsafeMoment } from '../reachability/rollout';
import { FabricInMotion, momentWords } from '../reachability/rollout';
import type { Demanded } from '../rules/facts/demands';
import { demandsOf } from '../rules/facts/demands';
import { demandWords } from '../rules/survival/demand-not-met';
import { formerServers } from './former-servers';
import { partitions } from './partition';
import type { PlannedDevice } from './planned-device';
import { plannedWaves } from './planned-waves';
import type { Problem } from './problem';
import { problemOf } from './problem';
import type { Settings } from './settings';

/** What becomes of servers while a change is under way. */
export interface Midway {
  /** Servers would have less than they have to survive, and nobody has agreed to that. */
  readonly problem?: Problem;
  /** Names of the VRFs whose servers would, and somebody has agreed to it. */
  readonly agreed: readonly string[];
  /** Why nothing can be said. */
  readonly warning?: string;
}

/** What it is computed from, beside the devices. */
export interface MidwaySources {
  /** The fabric that changes; undefined where nothing of it stays. */
  readonly fabric: FabricIntent | undefined;
  /** The intents that say what devices have in common. */
  readonly fabrics: readonly FabricIntent[];
  readonly settings: Pick<Settings, 'canary' | 'consents' | 'maxParallel' | 'maxUnavailable'>;
}

/**
 * Looks at every moment of a change, from the configurations that the devices have and will have: some devices are new and
 * some old, and those of one wave are out of service. Servers of which nothing is demanded are not looked at; where there
 * are no others nothing is computed.
 *
 * @param devices - every device, also those that do not change
 */
export function midwayOf(devices: readonly PlannedDevice[], { fabric, fabrics, settings }: MidwaySources): Midway {
  const demands = fabric === undefined ? [] : demandsOf(fabric).map(asked);
  if (fabric === undefined || demands.length === 0 || !devices.some(({ change }) => change.needed)) {
    return { agreed: [] };
  }
  try {
    const motion = motionOf(fabric, devices);
    const search = new Search(motion, demands, devices, fabrics, settings);
    const { agreed, moments, waves } = search.momentsWith(settings);
    const [first] = moments;
    return first === undefined
      ? { agreed }
      : { agreed, problem: describe(first, moments, waves, search.waysOut(first)) };
  } catch (error) {
    if (!FabricError.isFabricError(error)) throw error;
    return { agreed: [], warning: midwayUnknown(error.message).message };
  }
}

interface Asked extends MomentDemand {
  readonly demanded: Demanded;
}

type Moment = UnsafeMoment<Asked>;

/** Which waves are like what a server has to survive: those that take away what may fail. */
const WAVES_DOWN: Readonly<Record<Demanded['anySingle'], Required<MomentDemand>['wavesDown']>> = {
  leaf: 'leaf',
  spine: 'spine',
  failureDomain: 'any',
  wave: 'any',
  link: 'none',
  session: 'none',
};

function asked(demanded: Demanded): Asked {
  const { anySingle, paths, servers } = demanded;
  return {
    demanded,
    paths,
    servers: servers.map(({ name }) => name),
    ...(anySingle === 'wave' ? {} : { anySingle }),
    wavesDown: WAVES_DOWN[anySingle],
  };
}

function motionOf(fabric: FabricIntent, devices: readonly PlannedDevice[]): FabricInMotion {
  const intents = new Map(fabric.devices.map((device) => [device.hostname, device]));
  const inputs = (which: 'before' | 'after'): DeviceInput[] =>
    devices.map(({ change, device, hostname }) => {
      const intent = intents.get(hostname);
      const configuration = change[which];
      return intent === undefined
        ? { hostname, configuration, kind: device.role }
        : deviceInput(fabric, intent, configuration);
    });
  const servers = { before: formerServers(fabric, devices), after: serversOf(fabric) };
  return new FabricInMotion({ before: inputs('before'), after: inputs('after'), servers });
}

type Choice = Pick<Settings, 'canary' | 'maxParallel' | 'maxUnavailable'>;

interface Found {
  readonly moments: readonly Moment[];
  readonly waves: readonly (readonly string[])[];
  readonly agreed: readonly string[];
}

/** How many other canaries are tried for a way out. */
const MOST_TRIED = 4;

/** Tries orders of the devices. */
class Search {
  readonly #consented: ReadonlySet<string>;
  readonly #apart: ReadonlySet<string>;

  constructor(
    private readonly motion: FabricInMotion,
    private readonly demands: readonly Asked[],
    private readonly devices: readonly PlannedDevice[],
    private readonly fabrics: readonly FabricIntent[],
    private readonly settings: MidwaySources['settings'],
  ) {
    this.#consented = new Set(settings.consents.flatMap((one) => (one.kind === 'partition' ? [one.vrf] : [])));
    this.#apart = new Set(partitions(devices).map(({ vrf }) => vrf));
  }

  /** What a choice of waves does to servers. VRFs that are taken apart are spoken of elsewhere. */
  momentsWith(choice: Choice): Found {
    const { waves: planned } = plannedWaves(this.devices, this.fabrics, choice);
    const waves = planned.map((wave) => wave.map(({ hostname }) => hostname));
    const all = this.motion.unsafeMoments(waves, this.demands);
    const agreed = new Set(all.map(({ vrf }) => vrf).filter((vrf) => this.#consented.has(vrf)));
    const moments = all.filter(({ vrf }) => !this.#consented.has(vrf) && !this.#apart.has(vrf));
    return { moments, waves, agreed: [...agreed] };
  }

  /** What somebody can do instead, the best first. What is another order of devices has been tried. */
  waysOut({ demand, server, vrf }: Moment): string[] {
    return [
      ...this.#fewerAtOnce(),
      ...this.#anotherCanary(server),
      `in deploys that each keep what is demanded, such as first what comes, then what goes`,
      ...(demand.demanded.anySingle === 'wave' ? ['another home for the server first'] : []),
      `agree to it with Consent.partition({ vrf, reason }) for ${vrf} (or --allow-partition ${vrf})`,
    ];
  }

  #fewerAtOnce(): string[] {
    const { maxUnavailable } = this.settings;
    for (let fewer = maxUnavailable - 1; fewer > 0; fewer--) {
      if (this.#isSafe({ ...this.settings, maxUnavailable: fewer }))
        return [`maxUnavailable ${fewer} instead of ${maxUnavailable} (or --max-unavailable ${fewer})`];
    }
    return [];
  }

  #anotherCanary(server: string): string[] {
    const homes = new Set(this.#homesOf(server));
    const candidates = this.devices
      .filter(({ change, hostname }) => change.needed && homes.has(hostname) && hostname !== this.settings.canary)
      .slice(0, MOST_TRIED);
    const found = candidates.find(({ hostname }) => this.#isSafe({ ...this.settings, canary: hostname }));
    return found === undefined
      ? []
      : [`${found.hostname} first: canary '${found.hostname}' (or --canary ${found.hostname})`];
  }

  #homesOf(server: string): string[] {
    const [own] = this.demands.flatMap(({ demanded }) => demanded.servers.filter(({ name }) => name === server));
    return own?.attachments.map(({ hostname }) => hostname) ?? [];
  }

  #isSafe(choice: Choice): boolean {
    return this.momentsWith(choice).moments.length === 0;
  }
}

function describe(first: Moment, moments: readonly Moment[], waves: Found['waves'], ways: readonly string[]): Problem {
  const { demanded } = first.demand;
  const others = [...new Set(moments.map(({ server }) => server))].filter((server) => server !== first.server);
  const error = unsafeMidway({
    server: first.server,
    demand: demandWords(first.server, demanded.anySingle, demanded.paths),
    moment: momentWords(first, waves),
    explanation: first.explanation,
    others,
    ways,
    assumptions: first.assumptions,
  });
  return problemOf(error.at(demanded.servers.find(({ name }) => name === first.server)?.constructPath));
}
