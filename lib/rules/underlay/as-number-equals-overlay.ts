import type { DeviceIntent, FabricIntent } from '../../intent/fabric-intent';
import { deviceAsn } from '../../intent/device-asn';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A device whose AS number in the underlay is that of the overlay. */
export const asNumberEqualsOverlay: Rule = {
  id: 'underlay/as-number-equals-overlay',
  severity: Severity.ERROR,
  what: 'a device has in the underlay the AS number that others have as their own',
  why:
    'a device discards what has been through one with its own number (autonomous-system) as a loop: the loopback of this one, ' +
    'and all that are behind it. Without an asn every device has the number of the overlay',
  fix: 'give the device an underlayAsn of its own; the overlay keeps overlayAsn',
  reference: 'RFC 4271, 9.1.2 (AS loop); Junos: local-as',
  check: (fabric) =>
    fabric.devices.flatMap((device) => {
      const { constructPath, hostname, underlay } = device;
      const whose = underlay === undefined ? undefined : ownerOf(underlay.localAsn, device, fabric);
      if (underlay === undefined || whose === undefined) return [];
      const message = `${hostname} has the AS number ${underlay.localAsn} in the underlay, which is ${whose}`;
      return [{ message, constructPaths: [constructPath] }];
    }),
};

/** Whose number it is; its own may be that in the underlay too. */
function ownerOf(asn: number, device: DeviceIntent, fabric: FabricIntent): string | undefined {
  if (asn === fabric.overlayAsn) return 'the overlayAsn of the fabric';
  const other = fabric.devices.find((one) => one !== device && deviceAsn(fabric, one) === asn);
  return other === undefined ? undefined : `the asn of ${other.hostname}`;
}
