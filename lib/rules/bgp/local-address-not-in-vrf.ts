import type { DeviceIntent, FabricIntent } from '../../intent/fabric-intent';
import { listed } from '../../model/listing';
import type { Rule, Violation } from '../rule';
import { Severity } from '../rule';

/** A session that begins at an address that the leaf does not have there. */
export const localAddressNotInVrf: Rule = {
  id: 'bgp/local-address-not-in-vrf',
  severity: Severity.ERROR,
  isBinding: true,
  what: 'the local address of a session is none of the leaf in the VRF',
  why: 'Junos commits it, and the session never comes up: there is nothing that it could come from',
  fix: 'give an address of a port or of the loopback unit that the leaf has in the VRF, or LocalAddress.ofLink()',
  reference: 'Junos: local-address (BGP)',
  check: function* (fabric) {
    for (const device of fabric.devices) yield* strangeOn(device, fabric);
  },
};

function* strangeOn(device: DeviceIntent, { vrfs }: FabricIntent): Generator<Violation> {
  for (const { constructPath, group, statedLocalAddress, vrf } of device.peerings) {
    if (statedLocalAddress === undefined) continue;
    // What else is in a VRF of others is not known.
    const isOwned = vrfs.some(({ name, owned }) => name === vrf && owned);
    const own = addressesIn(device, vrf);
    if (!isOwned || own.includes(statedLocalAddress)) continue;
    yield {
      message: `group ${group} of ${device.hostname} has the local address ${statedLocalAddress}, and in ${vrf} there is ${listed(own)}`,
      constructPaths: [constructPath],
    };
  }
}

function addressesIn({ interfaces, vrfs }: DeviceIntent, vrf: string): string[] {
  const loopbacks = vrfs.filter(({ name }) => name === vrf).flatMap(({ loopback }) => loopback?.addresses ?? []);
  const ports = interfaces
    .filter((one) => one.vrf === vrf)
    .flatMap(({ addresses }) => addresses.map((one) => one.address));
  return [...ports, ...loopbacks].map((address) => address.split('/', 1)[0] ?? '');
}
