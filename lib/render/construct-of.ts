import type { DeviceIntent, FabricIntent } from '../intent/fabric-intent';
import { overlayPolicyOptions, policyStem, underlayGroupName } from './names';

/** Path of the construct that a generated statement comes from; that of the device where no smaller one can be told. */
export function constructOf(words: readonly string[], device: DeviceIntent, fabric: FabricIntent): string {
  return (
    ofInterface(words, device) ?? ofSession(words, device) ?? ofVrf(words, fabric) ?? ofMain(words, device, fabric)
  );
}

function ofInterface([top, port, , unit]: readonly string[], device: DeviceIntent): string | undefined {
  if (top !== 'interfaces') return undefined;
  const onPort = device.interfaces.filter((one) => one.port === port || one.aggregate?.members.includes(port ?? ''));
  const onUnit = onPort.find((one) => String(one.unit) === unit);
  const link = device.underlay?.links.find((one) => one.port === port || one.aggregate?.members.includes(port ?? ''));
  return onUnit?.constructPath ?? onPort[0]?.constructPath ?? link?.constructPath;
}

function ofSession(words: readonly string[], device: DeviceIntent): string | undefined {
  const [top, name = '', , , , group, , neighbor] = words;
  if (top !== 'routing-instances') return ofSessionPolicy(words, device);
  const sessions = device.peerings.filter((one) => one.vrf === name && one.group === group);
  return (sessions.find((one) => one.neighbor === neighbor) ?? sessions[0])?.constructPath;
}

/** `VRF_5-server1-inet6-in` begins as the policies of `server1` do: the longest stem says whose it is. */
function ofSessionPolicy(words: readonly string[], { peerings }: DeviceIntent): string | undefined {
  const sessions = peerings.filter((one) => isPolicyOf(words, one.vrf, policyStem(one)));
  const longest = Math.max(...sessions.map((one) => policyStem(one).length));
  return sessions.find((one) => policyStem(one).length === longest)?.constructPath;
}

function ofVrf(words: readonly string[], { vrfs }: FabricIntent): string | undefined {
  return vrfs.find(({ name }) => (words[0] === 'routing-instances' ? words[1] === name : isPolicyOf(words, name)))
    ?.constructPath;
}

function ofMain([top, , name = '', group]: readonly string[], device: DeviceIntent, fabric: FabricIntent): string {
  const { overlay, underlay } = device;
  if (top === 'policy-options' && overlay?.external !== undefined && overlayPolicyOptions(fabric.name).includes(name))
    return overlay.constructPath;
  if (top === 'security')
    return fabric.keyChains?.find(({ name }) => name === group)?.constructPath ?? device.constructPath;
  if (top !== 'protocols') return device.constructPath;
  if (group === underlayGroupName(fabric.name)) return underlay?.constructPath ?? device.constructPath;
  return overlay?.constructPath ?? underlay?.constructPath ?? device.constructPath;
}

/** Names of policies begin with the VRF, and with the BGP group where a session has them to itself. */
function isPolicyOf([top, kind, name = '']: readonly string[], ...owner: readonly string[]): boolean {
  return top === 'policy-options' && kind === 'policy-statement' && name.startsWith(`${owner.join('-')}-`);
}
