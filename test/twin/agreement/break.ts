import type { TwinFailure as TwinFailure } from '../../../lib/twin/engine/failures';
import type { Failure } from '../../../lib/reachability/network/failures';
import { deviceName } from '../../../lib/reachability/network/failures';
import type { Network } from '../../../lib/reachability/network/network';

/** What to do to a twin so that the same fails as in a prediction. */
export function toBreak(network: Network, failure: Failure): TwinFailure[] {
  const { devices, homes, overlay, underlay } = network;
  const name = (device: number): string => deviceName(network, device);
  const loopback = (device: number): string => devices[device]?.loopbacks[0]?.toString() ?? '';
  const isLink = failure.kind === 'link';
  const broken: TwinFailure[] = [
    ...(failure.devices ?? []).map((device): TwinFailure => ({ kind: 'node', node: name(device) })),
    ...(failure.underlaySessions ?? []).flatMap((index): TwinFailure[] => {
      const { a, link, sessionA } = underlay.sessions[index] ?? {};
      if (a === undefined || link === undefined) return [];
      return isLink
        ? [{ kind: 'link', node: name(a), to: portOf(underlay.links[link]?.unitA ?? '') }]
        : [{ kind: 'session', node: name(a), neighbor: sessionA?.neighbor?.toString() ?? '' }];
    }),
    ...(failure.overlaySessions ?? []).flatMap((index): TwinFailure[] => {
      const { a, b } = overlay.sessions[index] ?? {};
      return a === undefined || b === undefined ? [] : [{ kind: 'session', node: name(a), neighbor: loopback(b) }];
    }),
    ...(failure.homes ?? []).flatMap((index): TwinFailure[] => {
      const { address, device, unit } = homes[index] ?? {};
      if (device === undefined) return [];
      return isLink
        ? [{ kind: 'link', node: name(device), to: portOf(unit ?? '') }]
        : [{ kind: 'session', node: name(device), neighbor: address?.toString() ?? '' }];
    }),
  ];
  return [...new Map(broken.map((one) => [JSON.stringify(one), one])).values()];
}

function portOf(unit: string): string {
  return unit.replace(/\.\d+$/, '');
}
