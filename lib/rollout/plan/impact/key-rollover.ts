import { keyReplacedInUse, noKeyInUse } from '../errors';
import type { Configuration, Statement } from '../../../junos/tree/configuration';
import { keyStartMs } from '../../../junos/tree/key-start';
import { compareText } from '../../../model/order';
import type { PlannedDevice } from '../../planned-device';
import type { Problem } from '../../problem';
import { problemOf } from '../../problem';

/** When a change is looked at, and how long it may take. */
export interface ChangeWindow {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly longestConfirmMinutes: number;
}

/** Key chains whose sessions would be left without any key. Nothing on the other end could keep them up. */
export function keyProblems(devices: readonly PlannedDevice[], window: ChangeWindow): Problem<'noKeyInUse'>[] {
  return keyBreaks(devices, window).flatMap(({ next, ...lost }) =>
    next === undefined ? [problemOf(noKeyInUse(lost))] : [],
  );
}

/**
 * Key chains whose sessions would go over to another key while the change is under way, in sentences. They stay up only
 * where the other end goes over at the same moment.
 */
export function keyWarnings(devices: readonly PlannedDevice[], window: ChangeWindow): Problem<'keyReplacedInUse'>[] {
  return keyBreaks(devices, window).flatMap(({ next, ...lost }) =>
    next === undefined ? [] : [problemOf(keyReplacedInUse({ ...lost, next }))],
  );
}

/** A chain that has another key in use after the change than it would have without it. */
interface KeyBreak {
  readonly chain: string;
  readonly hostnames: readonly string[];
  /** Sessions with that chain that stay: `server1 of VRF_5`. */
  readonly sessions: readonly string[];
  /** Id of the key that would be in use without the change. */
  readonly key: string;
  /** The one that is in use instead, and since when. */
  readonly next?: { readonly key: string; readonly startTime: string };
}

interface Key {
  readonly id: string;
  readonly startTime: string;
  /** Epoch milliseconds; what says no time has always begun. */
  readonly from: number;
  /** What both ends have to have alike; the secret is concealed. */
  readonly likeness: string;
}

const MS_PER_MINUTE = 60_000;

function keyBreaks(devices: readonly PlannedDevice[], window: ChangeWindow): KeyBreak[] {
  const found = new Map<string, KeyBreak>();
  for (const { change, hostname } of devices.filter((one) => one.change.needed)) {
    for (const one of breaksOf(change, window)) {
      const key = JSON.stringify([one.chain, one.key, one.next]);
      const same = found.get(key);
      const sessions = [...new Set([...(same?.sessions ?? []), ...one.sessions])].sort(compareText);
      found.set(key, { ...one, hostnames: [...(same?.hostnames ?? []), hostname], sessions });
    }
  }
  return [...found.values()];
}

type Change = PlannedDevice['change'];

function breaksOf({ after, before, wanted }: Change, window: ChangeWindow): Omit<KeyBreak, 'hostnames'>[] {
  const groups = wanted.filter(({ kept }) => kept !== true).map(({ name }) => name);
  const [was, becomes] = [contentsOf(before, groups), contentsOf(after, groups)];
  const chains = keyChains(becomes);
  const usersAfter = sessionsWithChains(becomes);
  const usersBefore = sessionsWithChains(was);
  return [...keyChains(was)].flatMap(([chain, keys]) => {
    const staying = new Set(usersAfter.get(chain));
    const sessions = usersBefore.get(chain)?.filter((one) => staying.has(one)) ?? [];
    const broken = sessions.length === 0 ? undefined : firstBreak(keys, chains.get(chain) ?? [], window);
    return broken === undefined ? [] : [{ chain, sessions, ...broken }];
  });
}

/** The first moment of the change at which another key is in use than without it. */
function firstBreak(
  before: readonly Key[],
  after: readonly Key[],
  { longestConfirmMinutes, now }: ChangeWindow,
): Pick<KeyBreak, 'key' | 'next'> | undefined {
  const end = now + longestConfirmMinutes * MS_PER_MINUTE;
  const begins = [...before, ...after].map(({ from }) => from).filter((from) => from > now && from <= end);
  for (const moment of [now, ...begins.sort((a, b) => a - b)]) {
    const [was, becomes] = [keyInUse(before, moment), keyInUse(after, moment)];
    if (was === undefined || was.likeness === becomes?.likeness) continue;
    const next = becomes === undefined ? {} : { next: { key: becomes.id, startTime: becomes.startTime } };
    return { key: was.id, ...next };
  }
  return undefined;
}

/** The key that began last. */
function keyInUse(keys: readonly Key[], moment: number): Key | undefined {
  return keys.filter(({ from }) => from <= moment).sort((a, b) => b.from - a.from)[0];
}

function contentsOf(configuration: Configuration, groups: readonly string[]): Statement[] {
  return groups.flatMap((group) => configuration.find('groups', group) ?? []).filter(isActive);
}

function keyChains(contents: readonly Statement[]): Map<string, Key[]> {
  const chains = contents.flatMap((content) => below(content, 'security', 'authentication-key-chains', 'key-chain'));
  return new Map(chains.map((chain) => [chain.keys[0] ?? '', below(chain, 'key').map(keyOf)]));
}

function keyOf(key: Statement): Key {
  const valueOf = (...path: string[]): string => below(key, ...path)[0]?.value ?? '';
  const startTime = valueOf('start-time');
  const ao = below(key, 'ao-attribute')[0];
  return {
    id: key.keys[0] ?? '',
    startTime,
    from: keyStartMs(startTime) ?? 0,
    likeness: JSON.stringify([
      valueOf('secret'),
      valueOf('algorithm'),
      ...(ao?.children.filter(isActive).map(({ words }) => words.join(' ')) ?? []),
    ]),
  };
}

/** By key chain, the sessions that use it: `server1 of VRF_5`. */
function sessionsWithChains(contents: readonly Statement[]): Map<string, string[]> {
  const users = new Map<string, string[]>();
  for (const instance of contents.flatMap((content) => below(content, 'routing-instances', 'instance'))) {
    for (const group of below(instance, 'protocols', 'bgp', 'group')) {
      const chain = below(group, 'authentication-key-chain')[0]?.value;
      if (chain === undefined) continue;
      users.set(chain, [...(users.get(chain) ?? []), `${group.keys[0] ?? ''} of ${instance.keys[0] ?? ''}`]);
    }
  }
  return users;
}

/** Active statements reached by these names. */
function below(from: Statement, ...names: readonly string[]): Statement[] {
  return names.reduce<Statement[]>(
    (at, name) => at.flatMap(({ children }) => children.filter((one) => one.name === name && isActive(one))),
    [from],
  );
}

function isActive({ inactive }: Statement): boolean {
  return inactive !== true;
}
