import { Observation } from '../../../checks/observation';
import { CHASSIS_SERIAL } from '../../../checks/replies/chassis-inventory';
import { isCalled } from '../../../intent/reported-hostname';
import type { DeviceIntent } from '../../../intent/fabric-intent';
import type { Configuration } from '../../../junos/tree/configuration';
import type { Leaver } from '../../../intent/member-record';
import { canonicalAddress } from '../../../model/canonical-address';
import type { Connect, DeviceSession, RolloutDevice } from '../../device-session';
import { contentOf } from '../../group/standing-group';
import { inParallel } from '../../../checks/pool';
import type { Problem } from '../../problem';
import { problemOf } from '../../problem';
import { fabricSideOf } from './server-side';

/** What was found of a device that has left the code. */
export type LookedAtLeaver =
  /** It has nothing of the fabric any more. */
  | { readonly leaver: Leaver; readonly state: 'done' }
  /** It is not to be withdrawn. */
  | { readonly leaver: Leaver; readonly state: 'retained' }
  /** Another device answers there, as it says itself: a living one under another name, or one that nobody knows. */
  | { readonly leaver: Leaver; readonly state: 'another'; readonly seen: string }
  | { readonly leaver: Leaver; readonly state: 'silent'; readonly problem: Problem }
  | CarryingLeaver;

/** A device that has left the code and still carries the fabric's group. */
export interface CarryingLeaver {
  readonly leaver: Leaver;
  readonly state: 'carrying';
  /** What the group says, in plain form. */
  readonly group: Configuration;
  /** What it keeps until its servers are gone; undefined where the group goes as a whole. */
  readonly fabricSide: Configuration | undefined;
  /** By which the others of the fabric have links and sessions to it. */
  readonly addresses: ReadonlySet<string>;
  /** The port of the fabric that it is managed through, and that would go with the group; undefined for one of its own. */
  readonly managedThrough: string | undefined;
}

/** How a device that has left is reached. */
export function leaverDevice(leaver: Leaver): RolloutDevice {
  const { engineHostnames, group, hostname, login, managementAddress, managementPort, model, removalPolicy } = leaver;
  const reached = { hostname, login, managementAddress, managementPort, model, removalPolicy };
  return { ...reached, ...(engineHostnames && { engineHostnames }), constructPath: `${group}/${hostname}` };
}

/**
 * Looks at every device that has left the code: whether it still carries the group. Reads only.
 *
 * @param living - the devices of the fabric: what is one of them is never withdrawn under another name
 */
export async function lookAtLeavers(
  leavers: readonly Leaver[],
  living: readonly DeviceIntent[],
  connect: Connect,
  concurrency: number,
): Promise<LookedAtLeaver[]> {
  const looked = await inParallel(leavers, concurrency, (leaver) => lookAt(leaver, connect));
  const carrying = looked.flatMap((one) => ('found' in one ? [one] : []));
  const serials = carrying.some(({ serial }) => serial !== undefined)
    ? await serialsOf(living, connect, concurrency)
    : new Map<string, string>();
  return looked.map((one) => {
    if (!('found' in one)) return one;
    const same = one.serial === undefined ? undefined : serials.get(one.serial);
    return same === undefined ? one.found : { leaver: one.found.leaver, state: 'another', seen: same };
  });
}

/** One that carries the group, and what tells it from every other device. */
interface Found {
  readonly found: CarryingLeaver;
  readonly serial: string | undefined;
}

async function lookAt(leaver: Leaver, connect: Connect): Promise<Exclude<LookedAtLeaver, CarryingLeaver> | Found> {
  if (leaver.removalPolicy === 'RETAIN') return { leaver, state: 'retained' };
  const device = leaverDevice(leaver);
  let session: DeviceSession | undefined;
  try {
    session = await connect(device);
    const { hostname } = await session.facts();
    if (!isCalled(device, hostname)) return { leaver, state: 'another', seen: hostname };
    const committed = await session.configuration({ database: 'committed' });
    const isApplied = committed.has('apply-groups', leaver.group);
    const group = contentOf(committed, leaver.group);
    if (group === undefined && !isApplied) return { leaver, state: 'done' };
    const found = carryingLeaver(leaver, group ?? committed.subtree('groups', leaver.group), committed);
    return { found, serial: await serialNumber(session) };
  } catch (error) {
    return { leaver, state: 'silent', problem: problemOf(error, leaver.hostname) };
  } finally {
    await Promise.allSettled([session?.close()]);
  }
}

function carryingLeaver(leaver: Leaver, group: Configuration, committed: Configuration): CarryingLeaver {
  const fabricSide = fabricSideOf(group);
  const own = fabricSide === undefined ? [] : addressesIn(fabricSide);
  return {
    leaver,
    state: 'carrying',
    group,
    fabricSide,
    addresses: new Set([...leaver.addresses.map(canonicalAddress), ...own.map(({ address }) => address)]),
    managedThrough: managedThrough(leaver, group, committed),
  };
}

interface OwnAddress {
  readonly port: string;
  readonly address: string;
}

function addressesIn(configuration: Configuration): OwnAddress[] {
  return [...configuration.statements()].flatMap(({ words }) => {
    const at = words.indexOf('address');
    const isOfPort = words[0] === 'interfaces' && words[4] === 'family' && at > 0;
    const [address = ''] = isOfPort ? canonicalAddress(words[at + 1] ?? '').split('/') : [];
    return address === '' ? [] : [{ port: words[1] ?? '', address }];
  });
}

/** A loopback is reached through the fabric, whoever has configured its address. */
function managedThrough(leaver: Leaver, group: Configuration, committed: Configuration): string | undefined {
  const managed = canonicalAddress(leaver.managementAddress);
  const loopbacks = addressesIn(committed).filter(({ port }) => port === 'lo0');
  return [...addressesIn(group), ...loopbacks].find(({ address, port }) => address === managed && port !== '')?.port;
}

async function serialsOf(
  living: readonly DeviceIntent[],
  connect: Connect,
  concurrency: number,
): Promise<ReadonlyMap<string, string>> {
  const asked = await inParallel(
    living,
    concurrency,
    async (device): Promise<readonly (readonly [string, string])[]> => {
      let session: DeviceSession | undefined;
      try {
        session = await connect(device);
        const serial = await serialNumber(session);
        return serial === undefined ? [] : [[serial, device.hostname]];
      } catch {
        // That it cannot be asked is said where the change looks at it.
        return [];
      } finally {
        await Promise.allSettled([session?.close()]);
      }
    },
  );
  return new Map(asked.flat());
}

/** Undefined where the device does not tell. */
async function serialNumber(session: DeviceSession): Promise<string | undefined> {
  const answer = (await Observation.of(session, [CHASSIS_SERIAL])).answer(CHASSIS_SERIAL);
  return 'value' in answer && answer.value !== '' ? answer.value : undefined;
}
