import type { OperationalSession } from '../../checks/observation';
import { Observation } from '../../checks/observation';
import type { BgpPeer } from '../../checks/replies/bgp-information';
import { ALL_SESSIONS, isEstablished } from '../../checks/replies/bgp-information';
import { FabricError } from '../../model/fabric-error';
import type { ChangeContext } from '../change-context';
import type { Participant } from '../participant';
import { inParallel } from '../../checks/pool';
import type { ServerSessions } from '../plan/waves/server-sessions';
import { familyOf, isServing, serverKey, sessionsAfter, sessionsBefore } from '../plan/waves/server-sessions';
import { MAIN_INSTANCE } from '../../model/junos-defaults';

/** One attachment of a server. */
interface Home {
  readonly participant: Participant;
  /** Sessions of the old state and of the new one. */
  readonly sessions: readonly ServerSessions[];
  readonly isAfter: boolean;
  readonly wasUp: boolean;
  /** Whether it carries traffic of the server, with the old configuration of its leaf and with the new one. */
  readonly serves: { readonly before: boolean; readonly after: boolean };
}

/** A server that would have too few attachments while some devices change. */
export interface MissingHomes {
  readonly server: string;
  /** Leaves whose session with it is up, without those that change. */
  readonly up: readonly string[];
  /** Leaves that should have one and do not, without those that change. */
  readonly down: readonly string[];
  /** Of those that are up, the leaves that are drained: they are not counted on. */
  readonly drained: readonly string[];
}

/** Which servers have which attachments, looked up live. */
export class Homes {
  private readonly servers: ReadonlyMap<string, readonly Home[]>;

  constructor(
    private readonly context: ChangeContext,
    participants: readonly Participant[],
  ) {
    this.servers = homesByServer(participants);
  }

  /**
   * The servers that had service and would be left with fewer attachments than allowed while the devices change, or take a
   * change back. An attachment that is about to be rolled back by its confirm timer is as good as down.
   *
   * @param awaited - devices whose attachments are wanted although they were down before the change
   */
  async missing(
    moving: readonly Participant[],
    awaited: ReadonlySet<Participant> = new Set(),
  ): Promise<MissingHomes[]> {
    const concerned = [...this.servers].filter(([, homes]) => homes.some((one) => moving.includes(one.participant)));
    const others = concerned.flatMap(([, homes]) => homes.map((one) => one.participant));
    const asked = [...new Set(others)].filter((one) => !moving.includes(one));
    const { concurrency } = this.context.settings;
    const answers = await inParallel(asked, concurrency, async (one) => [one, await this.peersOf(one)] as const);
    const peers = new Map(answers);
    return concerned.flatMap(([server, homes]) => {
      const wanted = homes.map((home) => (awaited.has(home.participant) ? { ...home, wasUp: true } : home));
      return this.missingOf(server, wanted, moving, peers);
    });
  }

  private missingOf(
    key: string,
    homes: readonly Home[],
    moving: readonly Participant[],
    peers: ReadonlyMap<Participant, readonly BgpPeer[]>,
  ): MissingHomes[] {
    const isUp = (home: Home): boolean =>
      !this.isAboutToRevert(home.participant) && isHomeUp(home, peers.get(home.participant) ?? []);
    const others = homes.filter((home) => !moving.includes(home.participant));
    const up = others.filter(isUp);
    const down = others.filter((home) => isExpected(home) && !up.includes(home));
    const taken = homes.filter((home) => moving.includes(home.participant) && isExpected(home));
    const serving = (some: readonly Home[]): Home[] => some.filter(isServingNow);
    const drained = up.filter((home) => !isServingNow(home));
    const enoughAreLeft =
      !this.areTooFew(up, down, taken) && !this.areTooFew(serving(up), serving(down), serving(taken));
    if (enoughAreLeft) return [];
    return [
      {
        server: this.describe(key),
        up: up.map(hostnameOf),
        down: down.map(hostnameOf),
        drained: drained.map(hostnameOf),
      },
    ];
  }

  /** Of a server with both families in one group the family that is meant. */
  private describe(key: string): string {
    const [vrf = '', group = '', peerAs = '', family] = key.split(' ');
    const other = family === 'inet6' ? 'inet' : 'inet6';
    const isOneOfTwo = this.servers.has(serverKey({ vrf, group, peerAs, family: other }));
    const words = isOneOfTwo ? ` (${family === 'inet6' ? 'IPv6' : 'IPv4'})` : '';
    return `${group} of ${vrf}${words}`;
  }

  private areTooFew(up: readonly Home[], down: readonly Home[], taken: readonly Home[]): boolean {
    const all = up.length + down.length + taken.length;
    const allowed = Math.max(1, Math.min(this.context.settings.maxUnavailable, all - 1));
    return taken.length > 0 && down.length > 0 && taken.length + down.length > allowed;
  }

  private isAboutToRevert({ isInMotion, revertsAt }: Participant): boolean {
    return isInMotion && revertsAt - this.context.now() < this.context.settings.settleMs;
  }

  /** A device that does not answer has no attachment that anybody could count on. */
  private async peersOf(participant: Participant): Promise<readonly BgpPeer[]> {
    try {
      return await peersSeenBy(participant.operationalSession);
    } catch (error) {
      if (!FabricError.isFabricError(error)) throw error;
    }
    try {
      const session = await this.context.connect(participant.device);
      const peers = await peersSeenBy(session);
      await Promise.allSettled([participant.checkSession?.close()]);
      participant.checkSession = session;
      return peers;
    } catch (error) {
      if (!FabricError.isFabricError(error)) throw error;
      return [];
    }
  }
}

async function peersSeenBy(session: OperationalSession): Promise<readonly BgpPeer[]> {
  const answer = (await Observation.of(session, [ALL_SESSIONS])).answer(ALL_SESSIONS);
  return 'value' in answer ? answer.value.peers : [];
}

/** Up before the change, and not taken away by it on purpose. */
function isExpected({ participant, isAfter, wasUp }: Home): boolean {
  return wasUp && (isAfter || !carriesChange(participant));
}

/** A drained attachment may be taken away at any moment: it is what it was drained for. */
function isServingNow({ participant, serves }: Home): boolean {
  return carriesChange(participant) ? serves.after : serves.before;
}

function carriesChange(participant: Participant): boolean {
  return participant.isInMotion || participant.outcome === 'confirmed';
}

function isHomeUp({ sessions }: Home, peers: readonly BgpPeer[]): boolean {
  return peers.some((peer) => isEstablished(peer) && sessions.some((session) => belongsTo(peer, session)));
}

function belongsTo({ address, instance, group }: BgpPeer, session: ServerSessions): boolean {
  if ((instance ?? MAIN_INSTANCE) !== session.vrf) return false;
  const isOfGroup = group === session.group && familyOf(address) === (session.family ?? familyOf(address));
  return isOfGroup || session.neighbors.has(address);
}

function homesByServer(participants: readonly Participant[]): Map<string, Home[]> {
  const servers = new Map<string, Home[]>();
  for (const participant of participants) {
    const [before, after] = [sessionsBefore(participant.change), sessionsAfter(participant.change)];
    for (const key of new Set([...before, ...after].map(serverKey))) {
      const ofServer = (one: ServerSessions): boolean => serverKey(one) === key;
      const home: Home = {
        participant,
        sessions: [...before, ...after].filter(ofServer),
        isAfter: after.some(ofServer),
        wasUp: before.filter(ofServer).some((one) => wasUp(participant, one)),
        serves: {
          before: before.filter(ofServer).some(isServing),
          after: after.filter(ofServer).some(isServing),
        },
      };
      servers.set(key, [...(servers.get(key) ?? []), home]);
    }
  }
  return servers;
}

function wasUp({ baseline }: Participant, { vrf, neighbors }: ServerSessions): boolean {
  return baseline.some((one) => one.kind === 'sessionStillUp' && one.instance === vrf && neighbors.has(one.neighbor));
}

function hostnameOf({ participant }: Home): string {
  return participant.hostname;
}
