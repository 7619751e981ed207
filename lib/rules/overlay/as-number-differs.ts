import type { DeviceIntent, FabricIntent } from '../../intent/fabric-intent';
import { deviceAsn } from '../../intent/device-asn';
import { Configuration } from '../../junos/tree/configuration';
import { renderOverlay } from '../../render/overlay';
import { overlayGroupName, reflectorsGroupName } from '../../render/names';
import { readRoutingModel } from '../../routing-model/routing-model';
import { overlayDevices } from '../facts/overlay-sessions';
import { readableLines } from '../facts/raw-lines';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A device with an AS number of its own whose sessions of an IBGP overlay speak with that number. */
export const overlayAsNumberDiffers: Rule = {
  id: 'overlay/as-number-differs',
  severity: Severity.ERROR,
  isBinding: true,
  what: "a device has an AS number unlike the IBGP overlay's, and no local-as on the group of the overlay",
  why:
    'both ends of an internal session have one AS number; without local-as the device speaks with its own (autonomous-system), and the ' +
    'other end refuses it with "Open Message Error": the session stays in Active',
  fix: 'leave asn out, or have the device say the number of the overlay there, with the set line that is named',
  reference: 'RFC 4271, 6.2 (Bad Peer AS); Junos: local-as',
  check: function* (fabric) {
    for (const { device, overlay } of overlayDevices(fabric)) {
      if (overlay.external !== undefined) continue;
      const { constructPath, hostname } = device;
      const asn = deviceAsn(fabric, device);
      if (asn === fabric.overlayAsn) continue;
      for (const group of groupsThatDiffer(fabric, device, asn)) {
        const line = `set protocols bgp group ${group} local-as ${fabric.overlayAsn}`;
        const message = `${hostname} has the AS number ${asn}, and the overlay has ${fabric.overlayAsn}; it needs "${line}"`;
        yield { message, constructPaths: [constructPath] };
      }
    }
  },
};

/** The groups of the overlay whose sessions speak with another number than its own, with what set lines of the user say. */
function groupsThatDiffer({ name, overlayAsn }: FabricIntent, device: DeviceIntent, asn: number): string[] {
  const configuration = new Configuration();
  renderOverlay(configuration, name, device);
  for (const line of readableLines(device).filter(({ unchecked }) => unchecked !== true)) {
    for (const { words } of line.configuration.statements()) configuration.set(...words);
  }
  const own = new Set([overlayGroupName(name), reflectorsGroupName(name)]);
  return readRoutingModel(configuration, asn)
    .bgp.flatMap(({ groups }) => groups)
    .filter((group) => own.has(group.name) && group.neighbors.some(({ localAsn }) => localAsn !== overlayAsn))
    .map((group) => group.name);
}
