import type { PartitionCause } from '../errors';
import { partitionNotAllowed } from '../errors';
import type { ConsentIntent } from '../../../intent/fabric-intent';
import type { Configuration } from '../../../junos/tree/configuration';
import { compareText } from '../../../model/order';
import type { WantedGroup } from '../../group/wanted-group';
import type { PlannedDevice } from '../../planned-device';
import type { Problem } from '../../problem';
import { problemOf } from '../../problem';
import type { VrfMembership } from './vrf-membership';
import { hears, isSameMembership, vrfMemberships } from './vrf-membership';

/** A VRF whose leaves do not hear one another while some have the change and some do not. */
export interface Partition {
  readonly vrf: string;
  /** Host names of the devices that change what the VRF is known by. */
  readonly hostnames: readonly string[];
  /** What they change of that; at least one. */
  readonly causes: readonly PartitionCause[];
}

/** What decides about that of a device. */
interface ChangedDevice {
  readonly hostname: string;
  readonly change: {
    readonly before: Configuration;
    readonly after: Configuration;
    readonly wanted: readonly Pick<WantedGroup, 'name' | 'kept'>[];
  };
}

/**
 * The VRFs that the change takes apart midway: of two devices that heard one another before, one would not hear the other
 * while one of them has the change and the other does not. What tells the routes of a VRF from others are route targets,
 * those that it imports and those that it announces with, VNI and encapsulation, and the AS number of the overlay. Where
 * every device imports what every other announces, before and after, they may change in any order.
 */
export function partitions(participants: readonly ChangedDevice[]): Partition[] {
  const byVrf = new Map<string, Course[]>();
  for (const { change, hostname } of participants) {
    for (const [vrf, course] of coursesOf(change)) {
      const courses = byVrf.get(vrf) ?? [];
      courses.push({ ...course, hostname });
      byVrf.set(vrf, courses);
    }
  }
  return [...byVrf]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([vrf, courses]) => {
      const apart = takenApart(courses);
      const hostnames = apart.map(({ hostname }) => hostname);
      return apart.length === 0 ? [] : [{ vrf, hostnames, causes: causesOf(apart) }];
    });
}

/** The partitions that nobody has agreed to. */
export function partitionProblems(
  participants: readonly PlannedDevice[],
  consents: readonly ConsentIntent[],
): Problem<'partitionNotAllowed'>[] {
  const agreed = new Set(consents.flatMap((one) => (one.kind === 'partition' ? [one.vrf] : [])));
  return partitions(participants)
    .filter(({ vrf }) => !agreed.has(vrf))
    .map(({ vrf, hostnames, causes }) => problemOf(partitionNotAllowed(vrf, hostnames, causes)));
}

/** A VRF on one device, before and after. What has come, or has gone for good, takes nothing apart. */
interface Course {
  readonly hostname: string;
  readonly before: VrfMembership;
  readonly after: VrfMembership;
}

function coursesOf({ after, before, wanted }: ChangedDevice['change']): Map<string, Omit<Course, 'hostname'>> {
  const groups = wanted.filter(({ kept }) => kept !== true).map(({ name }) => name);
  const [then, now] = [vrfMemberships(before, groups), vrfMemberships(after, groups)];
  return new Map(
    [...then].flatMap(([vrf, membership]) => {
      const later = now.get(vrf);
      return later === undefined ? [] : [[vrf, { before: membership, after: later }] as const];
    }),
  );
}

/** The devices that change, and are not heard or do not hear meanwhile; in the order they were given. */
function takenApart(courses: readonly Course[]): Course[] {
  const alike = likeCourses(courses);
  const apart = new Set<Course>();
  for (const one of alike) {
    for (const other of alike) {
      if (one === other && one.length < 2) continue;
      if (!isLost(one[0], other[0])) continue;
      for (const course of [...one, ...other]) if (!isSameMembership(course.before, course.after)) apart.add(course);
    }
  }
  return courses.filter((course) => apart.has(course));
}

function causesOf(courses: readonly Course[]): PartitionCause[] {
  const isChanged = (read: (membership: VrfMembership) => string | undefined): boolean =>
    courses.some(({ after, before }) => read(before) !== read(after));
  return [
    ...(isChanged(({ imported, targetText }) => `${targetText} ${imported?.join(' ')}`)
      ? (['routeTarget'] as const)
      : []),
    ...(isChanged(({ encapsulation }) => encapsulation) ? (['vni'] as const) : []),
    ...(isChanged(({ overlayAs, ownAs }) => `${overlayAs} ${ownAs}`) ? (['overlayAs'] as const) : []),
  ];
}

type Alike = [Course, ...Course[]];

/** Most devices of a VRF change alike, and there may be a thousand of them. */
function likeCourses(courses: readonly Course[]): Alike[] {
  const found: Alike[] = [];
  for (const course of courses) {
    const same = found.find(
      ([{ after, before }]) => isSameMembership(before, course.before) && isSameMembership(after, course.after),
    );
    if (same === undefined) found.push([course]);
    else same.push(course);
  }
  return found;
}

/** Until its neighbors in an EBGP overlay expect the new number too, they have no session with it. */
function isRenumbered({ after, before }: Course): boolean {
  return before.ownAs !== after.ownAs;
}

/** Whether a device does not hear another one meanwhile, which it heard before. */
function isLost(receiver: Course, announcer: Course): boolean {
  if (!hears(receiver.before, announcer.before)) return false;
  return (
    isRenumbered(receiver) ||
    isRenumbered(announcer) ||
    !hears(receiver.before, announcer.after) ||
    !hears(receiver.after, announcer.before) ||
    !hears(receiver.after, announcer.after)
  );
}
