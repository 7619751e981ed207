import type {
  AddressPresent,
  Check,
  FabricSessionEstablished,
  InterfaceStillUp,
  InterfaceUp,
  PrefixActiveByBgp,
  PrefixesAccepted,
  PrefixSeenFromHomes,
  SessionEstablished,
  SessionStillUp,
  TypeFiveRouteCreated,
} from './expectation';
import { routingTable } from './expectation';
import type { Answer, Observation } from './observation';
import { bfdSessionStillUp, hiddenRoutesNotMore, noNewAlarms, noNewCores } from './judge-baseline';
import { backupsNotPreferred, prefixLeftToOtherHomes } from './judge-homes';
import { ALL_SESSIONS, evpnTable, INTERFACES, prefixDatabaseOf, routesOf, sessionsOf } from './queries';
import type { BgpPeer } from './replies/bgp-information';
import { isEstablished } from './replies/bgp-information';
import type { IpPrefixContext } from './replies/evpn-ip-prefix-database';
import type { LogicalInterface, PhysicalInterface } from './replies/interface-information';
import { isActive, typeFiveDestination } from './replies/route-information';
import type { Verdict } from './verdict';
import { MAIN_INSTANCE } from '../model/junos-defaults';

/** Compares an expectation with what its device answered. */
export function judge(expectation: Check, observation: Observation): Verdict {
  switch (expectation.kind) {
    case 'interfaceUp':
      return interfaceUp(expectation, observation);
    case 'addressPresent':
      return addressPresent(expectation, observation);
    case 'sessionEstablished':
      return sessionEstablished(expectation, observation);
    case 'fabricSessionEstablished':
      return fabricSessionEstablished(expectation, observation);
    case 'prefixesAccepted':
      return prefixesAccepted(expectation, observation);
    case 'prefixActiveByBgp':
      return prefixActiveByBgp(expectation, observation);
    case 'typeFiveRouteCreated':
      return typeFiveRouteCreated(expectation, observation);
    case 'prefixSeenFromHomes':
      return prefixSeenFromHomes(expectation, observation);
    case 'prefixLeftToOtherHomes':
      return prefixLeftToOtherHomes(expectation, observation);
    case 'backupsNotPreferred':
      return backupsNotPreferred(expectation, observation);
    case 'interfaceStillUp':
      return interfaceStillUp(expectation, observation);
    case 'sessionStillUp':
      return sessionStillUp(expectation, observation);
    case 'bfdSessionStillUp':
      return bfdSessionStillUp(expectation, observation);
    case 'hiddenRoutesNotMore':
      return hiddenRoutesNotMore(expectation, observation);
    case 'noNewAlarms':
      return noNewAlarms(expectation, observation);
    case 'noNewCores':
      return noNewCores(expectation, observation);
  }
}

/** Judges by `judgement` when the device answered, else says why it did not. */
function whenAnswered<T>(answer: Answer<T>, judgement: (value: T) => Verdict): Verdict {
  return 'refusal' in answer ? { holds: false, seen: answer.refusal } : judgement(answer.value);
}

function interfaceUp(expected: InterfaceUp, observation: Observation): Verdict {
  return whenAnswered(observation.answer(INTERFACES), (interfaces) => {
    const port = interfaces.find((one) => one.name === expected.port);
    if (port === undefined) {
      return { holds: false, seen: `no interface ${expected.port}` };
    }
    const unit = findUnit(interfaces, expected.logicalInterface);
    return unit === undefined
      ? { holds: false, seen: `no interface ${expected.logicalInterface}` }
      : linksUp(port, unit);
  });
}

function linksUp(...interfaces: readonly (PhysicalInterface | LogicalInterface)[]): Verdict {
  const down = interfaces.find((one) => one.adminStatus !== 'up' || one.operStatus !== 'up') ?? interfaces.at(-1);
  const seen = `${down?.name ?? ''} admin ${down?.adminStatus ?? ''}, link ${down?.operStatus ?? ''}`;
  return { holds: interfaces.every((one) => one.adminStatus === 'up' && one.operStatus === 'up'), seen };
}

function findUnit(interfaces: readonly PhysicalInterface[], name: string): LogicalInterface | undefined {
  return interfaces.flatMap((one) => one.logicalInterfaces).find((unit) => unit.name === name);
}

function addressPresent(expected: AddressPresent, observation: Observation): Verdict {
  return whenAnswered(observation.answer(INTERFACES), (interfaces) => {
    const unit = findUnit(interfaces, expected.logicalInterface);
    const families = unit?.addressFamilies.filter((family) => family.name === expected.family) ?? [];
    const addresses = families.flatMap((family) => family.addresses.map((address) => address.local));
    return {
      holds: addresses.includes(expected.address),
      seen: addresses.length === 0 ? `no ${expected.family} address` : addresses.join(', '),
    };
  });
}

function sessionEstablished(expected: SessionEstablished, observation: Observation): Verdict {
  return withPeer(expected, observation, (peer) => ({
    holds: isEstablished(peer) && peer.peerAs === expected.peerAsn,
    seen: `${peer.state} with AS ${peer.peerAs ?? 'unknown'}`,
  }));
}

function fabricSessionEstablished(expected: FabricSessionEstablished, observation: Observation): Verdict {
  return whenAnswered(observation.answer(ALL_SESSIONS), ({ peers }) => {
    const own = peers.filter(({ instance = MAIN_INSTANCE }) => instance === MAIN_INSTANCE);
    const peer = own.find((one) => one.address === expected.neighbor);
    return peer === undefined
      ? { holds: false, seen: `no session to ${expected.neighbor}` }
      : {
          holds: isEstablished(peer) && peer.peerAs === expected.peerAsn,
          seen: `${peer.state} with AS ${peer.peerAs ?? 'unknown'}`,
        };
  });
}

function prefixesAccepted(expected: PrefixesAccepted, observation: Observation): Verdict {
  return withPeer(expected, observation, (peer) => {
    const table = routingTable(expected.vrf, expected.family);
    const rib = peer.ribs.find((one) => one.name === table);
    if (rib === undefined) {
      return { holds: false, seen: `${peer.state}, nothing received in ${table}` };
    }
    const enough = Math.min(rib.receivedPrefixCount, rib.acceptedPrefixCount) >= expected.prefixes.length;
    return { holds: enough, seen: `${rib.receivedPrefixCount} received, ${rib.acceptedPrefixCount} accepted` };
  });
}

function withPeer(
  expected: SessionEstablished | PrefixesAccepted,
  observation: Observation,
  judgement: (peer: BgpPeer) => Verdict,
): Verdict {
  return whenAnswered(observation.answer(sessionsOf(expected.vrf)), ({ peers }) => {
    const peer = peers.find((one) => one.address === expected.neighbor);
    return peer === undefined ? { holds: false, seen: `no session to ${expected.neighbor}` } : judgement(peer);
  });
}

function prefixActiveByBgp(expected: PrefixActiveByBgp, observation: Observation): Verdict {
  const table = routingTable(expected.vrf, expected.family);
  return whenAnswered(observation.answer(routesOf(table, 'bgp')), (tables) => {
    const routes = tables
      .filter((one) => one.name === table)
      .flatMap((one) => one.routes)
      .filter((route) => route.destination === expected.prefix);
    const entries = routes.flatMap((route) => route.entries).filter((entry) => entry.protocol === 'BGP');
    const holds = entries.some(isActive);
    const unused = entries.length === 0 ? `no BGP route in ${table}` : `a BGP route in ${table} that is not active`;
    return { holds, seen: holds ? 'active by BGP' : unused };
  });
}

function typeFiveRouteCreated(expected: TypeFiveRouteCreated, observation: Observation): Verdict {
  return whenAnswered(observation.answer(prefixDatabaseOf(expected.vrf)), (contexts) => {
    const exported = contextOf(contexts, expected.vrf)?.exported ?? [];
    const entry = exported.find((one) => one.prefix === expected.prefix);
    if (entry?.status !== 'Created') {
      return { holds: false, seen: entry === undefined ? 'not exported' : `route status ${entry.status}` };
    }
    return ownRouteDistinguisher(expected, observation);
  });
}

/** The database names no route distinguisher for own routes; the VRF's EVPN table does. */
function ownRouteDistinguisher(expected: TypeFiveRouteCreated, observation: Observation): Verdict {
  if (expected.routeDistinguisher === undefined) {
    return { holds: true, seen: 'Created' };
  }
  const table = evpnTable(expected.vrf);
  return whenAnswered(observation.answer(routesOf(table, 'evpn')), (tables) => {
    const own = tables
      .flatMap((one) => one.routes)
      .map((route) => typeFiveDestination(route.destination))
      .filter((route) => route?.prefix === expected.prefix);
    const distinguishers = own.map((route) => route?.routeDistinguisher ?? '');
    return {
      holds: distinguishers.includes(expected.routeDistinguisher ?? ''),
      seen: `Created, in ${table} with route distinguisher ${distinguishers.join(', ') || 'none'}`,
    };
  });
}

function contextOf(contexts: readonly IpPrefixContext[], vrf: string): IpPrefixContext | undefined {
  return contexts.find((context) => context.name === vrf);
}

function prefixSeenFromHomes(expected: PrefixSeenFromHomes, observation: Observation): Verdict {
  return whenAnswered(observation.answer(prefixDatabaseOf(expected.vrf)), (contexts) => {
    const imported = contextOf(contexts, expected.vrf)?.imported ?? [];
    const advertisements = imported
      .filter((entry) => entry.prefix === expected.prefix)
      .flatMap((entry) => entry.advertisements);
    const missing = expected.homes.filter(
      (home) =>
        !advertisements.some(
          (one) =>
            one.nextHop === home.nextHop &&
            (home.routeDistinguisher === undefined || one.routeDistinguisher === home.routeDistinguisher),
        ),
    );
    const seen = new Set(advertisements.map((one) => `${one.routeDistinguisher} ${one.nextHop}`)).size;
    const names = missing.map((home) => home.hostname).join(', ');
    return {
      holds: missing.length === 0,
      seen: `${seen} other ${seen === 1 ? 'home' : 'homes'}${names === '' ? '' : `, none from ${names}`}`,
    };
  });
}

function interfaceStillUp(expected: InterfaceStillUp, observation: Observation): Verdict {
  return whenAnswered(observation.answer(INTERFACES), (interfaces) => {
    const found = interfaces.find((one) => one.name === expected.interface) ?? findUnit(interfaces, expected.interface);
    return found === undefined ? { holds: false, seen: `no interface ${expected.interface}` } : linksUp(found);
  });
}

function sessionStillUp(expected: SessionStillUp, observation: Observation): Verdict {
  return whenAnswered(observation.answer(ALL_SESSIONS), ({ peers }) => {
    const peer = peers.find(
      (one) => one.address === expected.neighbor && (one.instance ?? MAIN_INSTANCE) === expected.instance,
    );
    return peer === undefined
      ? { holds: false, seen: `no session to ${expected.neighbor}` }
      : {
          holds: isEstablished(peer),
          seen: peer.lastError === undefined ? peer.state : `${peer.state}, last error ${peer.lastError}`,
        };
  });
}
