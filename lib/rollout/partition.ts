import { partitionNotAllowed } from '../errors';
import type { ConsentIntent } from '../intent/fabric-intent';
import type { Configuration } from '../junos/configuration';
import type { PlannedDevice } from './planned-device';
import type { Problem } from './problem';
import { problemOf } from './problem';
import { compareText } from '../model/order';

/** A VRF whose leaves do not hear one another while some have the change and some do not. */
export interface Partition {
  readonly vrf: string;
  /** Host names of the devices that change what the VRF is known by. */
  readonly hostnames: readonly string[];
}

/**
 * The VRFs that the change takes apart midway: what tells their routes from others (route targets, VNI), or the AS number
 * of the overlay, changes on devices that have to agree on it. There is no order of devices that would not do that.
 */
export function partitions(participants: readonly PlannedDevice[]): Partition[] {
  const vrfs = new Set(participants.flatMap(({ change }) => vrfsOf(change)));
  return [...vrfs].sort(compareText).flatMap((vrf) => {
    const having = participants.filter(({ change }) => vrfsOf(change).includes(vrf));
    const changing = having.filter(({ change }) => isRenamed(change, vrf));
    return having.length < 2 || changing.length === 0 ? [] : [{ vrf, hostnames: changing.map((one) => one.hostname) }];
  });
}

/** The partitions that nobody has agreed to. */
export function partitionProblems(
  participants: readonly PlannedDevice[],
  consents: readonly ConsentIntent[],
): Problem[] {
  const agreed = new Set(consents.flatMap((one) => (one.kind === 'partition' ? [one.vrf] : [])));
  return partitions(participants)
    .filter(({ vrf }) => !agreed.has(vrf))
    .map(({ vrf, hostnames }) => problemOf(partitionNotAllowed(vrf, hostnames)));
}

type Change = PlannedDevice['change'];

function namesOf({ wanted }: Change): string[] {
  return wanted.map(({ name }) => name);
}

function vrfsOf(change: Change): string[] {
  const found = [change.before, change.after].flatMap((configuration) =>
    namesOf(change).flatMap((name) => configuration.entries('groups', name, 'routing-instances')),
  );
  return [...new Set(found.flatMap(({ keys }) => keys.slice(0, 1)))];
}

/** What has come, or has gone for good, takes nothing apart. */
function isRenamed(change: Change, vrf: string): boolean {
  return [identity, overlayAs].some((read) => {
    const [before, after] = [read(change.before, change, vrf), read(change.after, change, vrf)];
    return before !== '' && after !== '' && before !== after;
  });
}

const IDENTITY = /^(vrf-target|vrf-import|vrf-export|protocols evpn ip-prefix-routes (vni|encapsulation)) /;

function identity(configuration: Configuration, change: Change, vrf: string): string {
  return linesOf(configuration, change, ['routing-instances', vrf])
    .filter((line) => IDENTITY.test(line))
    .join('\n');
}

function overlayAs(configuration: Configuration, change: Change): string {
  return linesOf(configuration, change, ['routing-options', 'autonomous-system']).join('\n');
}

/** What stands under a path of our groups, without the path. */
function linesOf(configuration: Configuration, change: Change, path: readonly string[]): string[] {
  return namesOf(change)
    .flatMap((name) => [...configuration.subtree('groups', name, ...path).statements()])
    .filter(({ inactive }) => !inactive)
    .map(({ words }) => words.slice(2 + path.length).join(' '))
    .sort(compareText);
}
