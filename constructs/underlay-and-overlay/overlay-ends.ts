import type { IConstruct } from 'constructs';
import { deviceTwice } from './errors';
import type { IFabricDevice } from '../device/fabric-device';
import type { LinkedDevice } from '../device/foreign-device';
import { linkedDevice } from '../device/foreign-device';
import type { HoldingFabric } from '../fabric/fabric-holder';
import type { DeviceMember } from '../fabric/fabric-member';
import { isInTree } from '../private/marks';

/** A device at one end of sessions of an overlay, whoever owns it. */
export type OverlayEnd = LinkedDevice | DeviceMember;

/**
 * The devices that the user named.
 * @param prop - as the user wrote it, for example `reflectors`
 * @throws FabricError `foreignReference`, `deviceTwice`
 */
export function namedEnds(
  scope: IConstruct,
  prop: string,
  given: readonly IFabricDevice[] | undefined,
): LinkedDevice[] | undefined {
  const devices = given?.map((device, i) => linkedDevice(scope, `${prop}[${i}]`, device));
  const twice = devices?.find((device, i) => devices.indexOf(device) !== i);
  if (twice !== undefined) throw deviceTwice(prop, twice.hostName, scope.node.path);
  return devices;
}

/** Those that the user named, or every device of the role that he has not named as something else. */
export function presentEnds(
  fabric: HoldingFabric,
  named: readonly LinkedDevice[] | undefined,
  role: DeviceMember['_role'],
  otherwise: readonly LinkedDevice[] = [],
): readonly OverlayEnd[] {
  const ofRole = fabric._members
    .devices()
    .filter((device) => device._role === role && !otherwise.some((other) => other === device));
  return named?.filter(isInTree) ?? ofRole;
}
