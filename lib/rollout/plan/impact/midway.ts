import { setImmediate as nextTurn } from 'node:timers/promises';
import { FabricError } from '../../../model/fabric-error';
import { transientStateUnknown, unsafeTransientState } from '../errors';
import type { FabricIntent } from '../../../intent/fabric-intent';
import { deviceInput, serversOf } from '../../../reachability/from-intent';
import type { DeviceInput } from '../../../reachability/input';
import type { MomentDemand, UnsafeMoment } from '../../../reachability/rollout';
import { FabricInMotion, momentWords } from '../../../reachability/rollout';
import type { Demanded } from '../../../rules/facts/demands';
import { demandsOf } from '../../../rules/facts/demands';
import { listed } from '../../../model/listing';
import { demandWords } from '../../../rules/survival/demand-not-met';
import { formerServers } from './former-servers';
import { partitions } from './partition';
import type { PlannedDevice } from '../../planned-device';
import { plannedWaves } from '../waves/planned-waves';
import type { Problem } from '../../problem';
import { problemOf } from '../../problem';
import type { Settings } from '../../settings';

/** What becomes of servers while a change is under way. */
export interface Midway {
  /** Servers would have less than they have to survive, and nobody has agreed to that. */
  readonly problem?: Problem<'unsafeTransientState'>;
  /** Names of the VRFs whose servers would, and somebody has agreed to it. */
  readonly agreed: readonly string[];
  /** Why nothing can be said. */
  readonly warning?: Problem<'transientStateUnknown'>;
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
export async function midwayOf(
  devices: readonly PlannedDevice[],
  { fabric, fabrics, settings }: MidwaySources,
): Promise<Midway> {
  const demands = fabric === undefined ? [] : demandsOf(fabric).map(asked);
  if (fabric === undefined || demands.length === 0 || !devices.some(({ change }) => change.needed)) {
    return { agreed: [] };
  }
  try {
    const motion = motionOf(fabric, devices);
    const search = new Search(motion, demands, devices, fabrics, settings);
    const { agreed, moments, waves } = await search.momentsWith(settings);
    const [first] = moments;
    return first === undefined
      ? { agreed }
      : { agreed, problem: describe(first, moments, waves, await search.waysOut(first)) };
  } catch (error) {
    if (!FabricError.isFabricError(error)) throw error;
    return { agreed: [], warning: problemOf(transientStateUnknown(error.message)) };
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

  /** What a choice of waves does to servers, up to the first wave that is unsafe. VRFs that are taken apart are spoken of elsewhere. */
  async momentsWith(choice: Choice): Promise<Found> {
    const { waves: planned } = plannedWaves(this.devices, this.fabrics, choice);
    const waves = planned.map((wave) => wave.map(({ hostname }) => hostname));
    const agreed = new Set<string>();
    let moments: Moment[] = [];
    for (const found of this.motion.wavewise(waves, this.demands)) {
      for (const { vrf } of found) if (this.#consented.has(vrf)) agreed.add(vrf);
      moments = found.filter(({ vrf }) => !this.#consented.has(vrf) && !this.#apart.has(vrf));
      if (moments.length > 0) break;
      await nextTurn();
    }
    return { moments, waves, agreed: [...agreed] };
  }

  /** What somebody can do instead, the best first. What is another order of devices has been tried. */
  async waysOut({ isDuring, server, vrf }: Moment): Promise<string[]> {
    const orders = [...(await this.#fewerAtOnce()), ...(await this.#anotherCanary(server))];
    const steps = isDuring
      ? `give ${server} another attachment first`
      : 'make two deploys of it: first what comes, then what goes';
    return [
      ...orders,
      ...(isDuring && orders.length > 0 ? [] : [steps]),
      `agree to it, with Consent.partition({ vrf, reason }) for ${vrf} (--allow-partition ${vrf})`,
    ];
  }

  async #fewerAtOnce(): Promise<string[]> {
    const { maxUnavailable } = this.settings;
    for (let fewer = maxUnavailable - 1; fewer > 0; fewer--) {
      if (await this.#isSafe({ ...this.settings, maxUnavailable: fewer }))
        return [`lower maxUnavailable from ${maxUnavailable} to ${fewer} (--max-unavailable ${fewer})`];
    }
    return [];
  }

  async #anotherCanary(server: string): Promise<string[]> {
    const homes = new Set(this.#homesOf(server));
    const candidates = this.devices
      .filter(({ change, hostname }) => change.needed && homes.has(hostname) && hostname !== this.settings.canary)
      .slice(0, MOST_TRIED);
    for (const { hostname } of candidates) {
      if (await this.#isSafe({ ...this.settings, canary: hostname }))
        return [`change ${hostname} first, as the canary (--canary ${hostname})`];
    }
    return [];
  }

  #homesOf(server: string): string[] {
    const [own] = this.demands.flatMap(({ demanded }) => demanded.servers.filter(({ name }) => name === server));
    return own?.attachments.map(({ hostname }) => hostname) ?? [];
  }

  async #isSafe(choice: Choice): Promise<boolean> {
    return (await this.momentsWith(choice)).moments.length === 0;
  }
}

function describe(
  first: Moment,
  moments: readonly Moment[],
  waves: Found['waves'],
  ways: readonly string[],
): Problem<'unsafeTransientState'> {
  const { demanded } = first.demand;
  const others = [...new Set(moments.map(({ server }) => server))].filter((server) => server !== first.server);
  const server = demanded.servers.find(({ name }) => name === first.server);
  const error = unsafeTransientState({
    server: first.server,
    demand: demandWords(first.server, demanded.anySingle, demanded.paths),
    moment: momentWords(first, waves),
    explanation: first.explanation,
    others: others.length === 0 ? undefined : listed(others),
    ways,
    assumptions: first.assumptions,
  });
  return problemOf(server === undefined ? error : error.at(server.constructPath));
}
