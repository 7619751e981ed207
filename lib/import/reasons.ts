import type { DeviceIntent, FabricIntent } from '../intent/fabric-intent';
import type { FlatStatement } from '../junos/tree/configuration';
import { policiesNamed } from '../junos/tree/policy-expression';
import { namesSecret } from '../junos/tree/secret-leaves';
import type { FoundDevice } from './found-device';
import { isSayableVrf } from './found-device';
import { undecidedAt, undecidedReason } from './undecided';

/** Reason for what is there and not in effect. */
export const INACTIVE = 'it is inactive';

const OTHER_DESCRIPTION = 'the library writes another description';
const OTHER_NOTATION = 'the library writes the number without a dot';
const OTHER_POLICY = 'a policy of the library takes its place';

/** Reasons for statements in whose place the program says something else. */
export const REPLACED: ReadonlySet<string> = new Set([OTHER_DESCRIPTION, OTHER_NOTATION, OTHER_POLICY]);

/** Where an entry is left whole to others that a group speaks of which may be in effect or not. */
const LEFT_BY_ENTRY: ReadonlySet<string | undefined> = new Set(['groups', 'interfaces', 'routing-instances']);

/**
 * Why a statement is not in the program.
 *
 * @param notOwned - by name of VRF, why it does not become the fabric's
 */
export function reasonFor(
  { inactive, unchecked, words }: FlatStatement,
  found: FoundDevice,
  device: DeviceIntent | undefined,
  fabric: FabricIntent,
  notOwned: ReadonlyMap<string, string>,
): string {
  if (inactive) return INACTIVE;
  if (unchecked === true) return 'the schema table does not know it';
  if (device === undefined)
    return 'the device has no loopback address (lo0.0) or router id, without which it is no leaf';
  const [top, name = ''] = words;
  const keyword = words.at(-2);
  const isGroup = top === 'groups';
  if (!isGroup && (keyword === 'apply-groups' || keyword === 'apply-groups-except')) {
    return 'which groups apply is up to the device';
  }
  const open = isGroup
    ? found.undecided.find(({ group }) => group === name)
    : undecidedAt(found.undecided, top ?? '', name);
  if (open !== undefined && LEFT_BY_ENTRY.has(top)) return undecidedReason(open);
  switch (top) {
    case 'groups':
      if (name === fabric.name)
        return 'it is in the group of the fabric, which is replaced as a whole: it goes with the first rollout';
      return `it belongs to the configuration group ${name}, which stays as it is`;
    case 'interfaces':
      return ofInterface(name, words, device);
    case 'routing-instances':
      return ofInstance(name, words, found, device, fabric, notOwned);
    case 'policy-options':
      return ofPolicy(words, device);
    case 'routing-options':
    case 'switch-options':
      return 'it is device-wide: the rollout asks whether it is there where the design needs it (a prerequisite)';
    case 'protocols':
      return 'underlay, overlay and what else runs in the main instance stay with whoever configured them';
    default:
      return 'this hierarchy is not part of what the library models';
  }
}

function ofInterface(port: string, words: readonly string[], { interfaces }: DeviceIntent): string {
  const isImported = interfaces.some((one) => one.port === port || one.aggregate?.members.includes(port) === true);
  if (!isImported) return 'the port is in no VRF that was imported';
  const isOfOthers = interfaces.some((one) => one.port === port && one.portOfOthers === true);
  const isOurUnit = interfaces.some((one) => one.port === port && words[2] === 'unit' && words[3] === String(one.unit));
  if (isOfOthers && !isOurUnit) return 'the port stays with whoever configured it; the program has units of it';
  return words.includes('description')
    ? OTHER_DESCRIPTION
    : 'no prop says this; give it with JunosStatements, or it is refused at the first rollout';
}

function ofInstance(
  name: string,
  words: readonly string[],
  found: FoundDevice,
  device: DeviceIntent,
  { vrfs }: FabricIntent,
  notOwned: ReadonlyMap<string, string>,
): string {
  if (!isSayableVrf(name)) return `the library has no instance that is called ${JSON.stringify(name)}`;
  if (!found.vrfs.some((vrf) => vrf.name === name)) return 'the instance is no VRF with type-5 routes';
  const group = words[3] === 'bgp' && words[4] === 'group' ? (words[5] ?? '') : undefined;
  if (group === undefined) {
    return vrfs.some((vrf) => vrf.name === name && vrf.owned)
      ? 'the library says this in another way, or no prop says it'
      : `${name} stays with whoever configured it: ${notOwned.get(name) ?? 'nothing of it is the fabric’s'}`;
  }
  const sessions = device.peerings.filter((one) => one.vrf === name && one.group === group);
  const neighbor = words[6] === 'neighbor' ? words[7] : undefined;
  const refused = found.refused.find((one) => one.vrf === name && one.group === group && one.neighbor === neighbor);
  if (refused !== undefined) return refused.reason;
  if (sessions.length === 0) return `group ${group} has no neighbor that was imported`;
  const isOfOthers = sessions.every(({ groupOfOthers }) => groupOfOthers !== undefined);
  if (isOfOthers && neighbor === undefined) {
    return `group ${group} stays with whoever configured it; the sessions of the program are neighbors in it`;
  }
  const isOurs = neighbor === undefined || sessions.some((one) => one.neighbor === neighbor);
  if (isOurs && words.at(-2) === 'peer-as' && words.at(-1)?.includes('.') === true) return OTHER_NOTATION;
  if (!isOfOthers && (words.includes('import') || words.includes('export'))) return OTHER_POLICY;
  if (!isOfOthers && words.includes('description')) return OTHER_DESCRIPTION;
  if (words.some(namesSecret)) {
    return 'it holds a secret, which a program must not; say where it is with BgpAuthentication';
  }
  return 'no prop says this; give it with JunosStatements, or it is refused at the first rollout';
}

function ofPolicy(words: readonly string[], { peerings }: DeviceIntent): string {
  const name = words[2] ?? '';
  const isUsed = peerings.some(({ exportPolicies = [], importPolicies = [] }) =>
    policiesNamed([...importPolicies, ...exportPolicies]).includes(name),
  );
  return isUsed
    ? 'the sessions of the program refer to it, and it stays with whoever configured it'
    : 'nothing of the program needs it, or a policy of the library takes its place';
}
