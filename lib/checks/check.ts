import type { DeviceIntent, ExpectationIntent } from '../intent/fabric-intent';
import type { Dependency } from './dependency';
import type { FabricFacts } from './fabric-facts';
import type { Observation, Query } from './observation';
import type { TwinNodeView } from './twin-node-view';
import type { Verdict } from './verdict';

/** What every check has. It is said once and judged on each of its devices. */
export interface CheckBase {
  readonly kind: string;
  /** The devices that are asked, each for itself. */
  readonly hostnames: readonly string[];
  /** The construct the check comes from. */
  readonly constructPath: string;
  /** `UP` is demanded; `PROVISIONED` is looked at and reported. */
  readonly expect: ExpectationIntent;
  /** Other devices of the fabric that must have their part of the change for it to hold; absent means none. */
  readonly others?: readonly string[];
}

/** What checks of one device that come from what it showed have in common. */
type CommonOfDevice = Pick<CheckBase, 'hostnames' | 'constructPath' | 'expect'>;

/** Everything that is to be known about a kind of check. Its registry is `check-kinds.ts`. */
export interface CheckKind<C extends CheckBase> {
  readonly kind: C['kind'];
  /** What it says of one of its devices, as one line. */
  describe(check: C, hostname: string): string;
  /** What each of its devices is asked. */
  queries(check: C): readonly Query<unknown>[];
  /** Compares it with what one of its devices answered. */
  judge(check: C, hostname: string, observation: Observation): Verdict;
  /** What of a device's configuration it stands on. */
  dependsOn(check: C): readonly Dependency[];
  /** The same question, answered by FRR and the kernel. Absent where only a device has an answer. */
  judgeTwin?(check: C, hostname: string, node: TwinNodeView): Verdict;
  /** What the intent says must be true of some devices of the fabric; absent where no intent does. */
  demanded?(facts: FabricFacts, asked: readonly DeviceIntent[]): C[];
  /** What a device showed before a change, and must show after it; absent where that does not count. */
  readonly before?: BeforeChange<C>;
  /** The construct that says it of one of its devices; absent where it is the check's own. */
  constructPathOn?(check: C, hostname: string): string;
  /** Beside `others`, the devices whose part it takes for the check to hold on this one; absent means none. */
  sources?(check: C): readonly string[];
  /** Names what a device does for others when the check holds on it: they do not look for it where that is excused. */
  provides?(check: C): string;
  /** The check without the devices that do not provide their part; none where nothing is left to look for. */
  without?(check: C, isMissing: (hostname: string, provided: string) => boolean): C[];
}

/** How a check is made of what a device shows before a change. */
interface BeforeChange<C extends CheckBase> {
  readonly query: Query<unknown>;
  /** Whether it is a count: where a change touches what is counted, another count is no loss. */
  readonly isCount?: true;
  /** Empty where the device does not tell. */
  look(observation: Observation, common: CommonOfDevice): SeenBefore<C>;
}

interface SeenBefore<C extends CheckBase> {
  /** To be true after the change. */
  readonly checks: readonly C[];
  /** What was not well, one line each: no change is blamed for it. */
  readonly notWell: readonly string[];
}

/** A check on those of its devices that `isAsked` takes; none where it takes none. */
export function askedOf<C extends CheckBase>(check: C, isAsked: (hostname: string) => boolean): C[] {
  const hostnames = check.hostnames.filter(isAsked);
  if (hostnames.length === check.hostnames.length) return [check];
  return hostnames.length === 0 ? [] : [{ ...check, hostnames }];
}
