import type { PrerequisiteSeen } from '../errors';
import { prerequisiteMissing, prerequisiteNotAsserted } from '../errors';
import type { DeviceIntent, FabricIntent, PrerequisitesIntent } from '../../../intent/fabric-intent';
import { deviceAsn } from '../../../intent/device-asn';
import type { Configuration } from '../../../junos/tree/configuration';
import { modelOf } from '../../../platform/qfx-models';
import { aggregatedDeviceCount } from '../../../render/aggregates';
import { breakoutStatements } from '../../../render/breakouts';
import { followedSession } from '../../../render/server/followed-lines';
import { unbalancedRoutes } from '../../../routing-model/load-balancing';
import type { RoutingModel } from '../../../routing-model/routing-model';
import { readRoutingModel } from '../../../routing-model/routing-model';
import { tunnelSources } from '../../../routing-model/tunnel-sources';
import type { Problem } from '../../problem';
import { problemOf } from '../../problem';

/** A device, what is wanted of it, and what it has. */
interface Facts {
  readonly device: DeviceIntent;
  readonly fabric: FabricIntent;
  /** The committed configuration with its groups expanded, and what it says about routing. */
  readonly effective: Configuration;
  readonly model: RoutingModel;
}

type Name = keyof PrerequisitesIntent;

/** What is accepted in place of what was seen; none where all is well. */
type Missing = Omit<PrerequisiteSeen, 'name'>;

const MISSING: Readonly<Record<Name, (facts: Facts) => readonly Missing[]>> = {
  autonomousSystem: wrongAutonomousSystem,
  vtepSourceInterface: wrongTunnelSource,
  forwardingTableExport: noLoadBalancing,
  overlayEcmp: noOverlayEcmp,
  routerId: wrongRouterId,
  aggregatedDeviceCount: tooFewAggregates,
  breakouts: missingBreakouts,
  gracefulRestart: noGracefulRestart,
};

const NAMES = Object.keys(MISSING) as readonly Name[];

/**
 * What the intent takes for granted of a device as a whole and does not hold there, wherever it would come from.
 *
 * @param effective - the committed configuration with its groups expanded
 */
export function prerequisiteProblems(
  device: DeviceIntent,
  fabric: FabricIntent,
  effective: Configuration,
): Problem<'prerequisiteMissing'>[] {
  const facts = { device, fabric, effective, model: readRoutingModel(effective) };
  const { hostname, prerequisites } = device;
  return NAMES.filter((name) => prerequisites[name] === 'PRESENT').flatMap((name) =>
    MISSING[name](facts).map((one) => problemOf(prerequisiteMissing(hostname, { ...one, name }), hostname)),
  );
}

/** What nobody looks for, with the reason that the user gives. */
export function externalPrerequisites({ hostname, prerequisites }: DeviceIntent): Problem<'prerequisiteNotAsserted'>[] {
  return NAMES.flatMap((name) => {
    const who = prerequisites[name];
    if (typeof who !== 'object') return [];
    return [problemOf(prerequisiteNotAsserted(hostname, name, who.external), hostname)];
  });
}

/**
 * The number that sessions of ours show: the main instance's, or what a VRF, or BGP in it, says for itself. Where set lines of
 * the user say it for a session they decide.
 */
function wrongAutonomousSystem({ device, fabric, model }: Facts): readonly Missing[] {
  const wanted = deviceAsn(fabric, device);
  const [main] = model.instances;
  const vrfs = new Set(
    device.peerings.filter((one) => followedSession(device, one).localAsn === undefined).map(({ vrf }) => vrf),
  );
  const ofVrfs = [...vrfs].map((vrf) => {
    const bgp = model.bgp.find(({ instance }) => instance.name === vrf);
    const own = bgp?.level.settings.localAsn ?? model.instances.find(({ name }) => name === vrf)?.asn;
    return { where: vrf, shown: own ?? main?.asn };
  });
  const shown = device.peerings.length === 0 ? [{ where: undefined, shown: main?.asn }] : ofVrfs;
  return shown
    .filter((one) => one.shown !== wanted)
    .filter((one, i, all) => all.findIndex((other) => other.shown === one.shown) === i)
    .map((one) => ({
      accepted: `\`set routing-options autonomous-system ${wanted}\`, or that number as the VRF's own,`,
      seen: `${one.shown ?? 'none'}${one.where === undefined || one.shown === main?.asn ? '' : ` in ${one.where}`}`,
    }));
}

/** lo0.0, of the default switch or of any MAC-VRF: Junos takes one for the whole device. */
function wrongTunnelSource({ device, model }: Facts): readonly Missing[] {
  const found = tunnelSources(model);
  const [first] = found;
  const isEvolved = modelOf(device).evolved;
  if (first === undefined && isEvolved) return [];
  const agree = found.every((one) => one.interface === first?.interface && one.family === first.family);
  if (first?.interface === 'lo0.0' && agree) return [];
  const line = 'vtep-source-interface lo0.0';
  return [
    {
      notToConfigure: isEvolved,
      accepted: isEvolved
        ? `no tunnel source, or \`${line}\` in every MAC-VRF that has one,`
        : `\`set switch-options ${line}\`, or that in a MAC-VRF and the same wherever there is one,`,
      seen:
        found.map((one) => `${one.interface}${one.family === 'inet6' ? ' inet6' : ''} in ${one.of}`).join(' and ') ||
        'none',
    },
  ];
}

function noLoadBalancing({ model }: Facts): readonly Missing[] {
  const without = unbalancedRoutes(model);
  if (without.length === 0) return [];
  const { forwardingExports } = model;
  return [
    {
      accepted:
        '`set routing-options forwarding-table export <policy>` of any policy that balances the load of BGP and EVPN routes, ' +
        'for example with `then load-balance per-packet`,',
      seen:
        forwardingExports.length === 0
          ? 'no export policy'
          : `${forwardingExports.join(', ')}, which does not balance the load of ${without.map(inCapitals).join(' and ')} routes`,
    },
  ];
}

function inCapitals(protocol: string): string {
  return protocol.toUpperCase();
}

/** Without a `router-id` it is the one address of lo0.0. */
function wrongRouterId({ device: { loopback }, model }: Facts): readonly Missing[] {
  const units = model.ports.flatMap((port) => port.units).filter(({ name }) => name === 'lo0.0');
  const addresses = units
    .flatMap((unit) => unit.addresses)
    .filter(({ address, family }) => family === 'inet' && !address.isInternal)
    .map(({ address }) => address.toString());
  const said = model.instances[0]?.routerId;
  const seen = said ?? (addresses.length === 1 ? addresses[0] : undefined);
  if (seen === loopback) return [];
  const accepted = `\`set routing-options router-id ${loopback}\`, or none and that as the only address of lo0.0,`;
  return [{ accepted, seen: seen ?? 'none' }];
}

function tooFewAggregates({ device, model }: Facts): readonly Missing[] {
  const needed = aggregatedDeviceCount(device) ?? 0;
  const seen = model.aggregatedDevices;
  if ((seen ?? 0) >= needed) return [];
  const accepted = `\`set chassis aggregated-devices ethernet device-count ${needed}\` or more`;
  return [{ accepted, seen: String(seen ?? 'none') }];
}

function missingBreakouts({ device, effective }: Facts): readonly Missing[] {
  const needed = (device.breakouts ?? []).flatMap((one) => [...breakoutStatements(device, one).statements()]);
  return needed
    .filter(({ words }) => !effective.has(...words))
    .map(({ words }) => ({
      accepted: `\`set ${words.join(' ')}\``,
      seen: effective.value(...words.slice(0, -1)) ?? 'none',
    }));
}

function noGracefulRestart({ effective }: Facts): readonly Missing[] {
  const path = ['routing-options', 'graceful-restart'];
  const isOff = effective.has(...path, 'disable');
  if (effective.has(...path) && !isOff) return [];
  const otherwise = effective.has('routing-options', 'nonstop-routing')
    ? '`nonstop-routing`, beside which Junos does not commit it'
    : 'none';
  return [{ accepted: `\`set ${path.join(' ')}\``, seen: isOff ? '`disable` there' : otherwise }];
}

function noOverlayEcmp({ effective }: Facts): readonly Missing[] {
  const path = ['forwarding-options', 'vxlan-routing', 'overlay-ecmp'];
  return effective.has(...path) ? [] : [{ accepted: `\`set ${path.join(' ')}\``, seen: 'none' }];
}
