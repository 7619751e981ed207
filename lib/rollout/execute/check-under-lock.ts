import type { LoadedManifest } from '../../manifest/read-manifest';
import { describeDeviceMessage } from '../../netconf/rpc-error';
import { SecretReader } from '../../secrets/secret-reader';
import type { DeviceSession } from '../device-session';
import { withSecrets } from '../manifest-secrets';
import type { PlannedFabric, Untried } from '../plan/plan';
import { inParallel } from '../../checks/pool';
import type { Problem } from '../problem';
import { problemOf } from '../problem';
import { rehearse } from './rehearse';

/** What a device says of a change that it has tried. */
export interface CheckedDevice {
  readonly hostname: string;
  /** Why it would not take the change; empty: it would. */
  readonly problems: readonly Problem[];
  /** What it has to say of it all the same. */
  readonly warnings: readonly string[];
}

/** Devices that try the change at the same time. */
const CONCURRENCY = 200;

/**
 * Lets every device that would change try it, as staging does: lock, load, difference, effect, `commit check`, discard. Only
 * what nothing speaks against is tried, so no device with a pending commit, which a check would confirm; that there is none
 * is asked again under the lock.
 *
 * @throws secretUnavailable, secretUnusable: no device has tried anything then
 */
export async function checkUnderLock(onDisk: LoadedManifest, planned: PlannedFabric): Promise<CheckedDevice[]> {
  await withSecrets(onDisk, new SecretReader());
  return inParallel(planned.untried, CONCURRENCY, (one) => check(one, planned.ownedVrfs));
}

async function check(
  { change, hostname, open, seen }: Untried,
  ownedVrfs: ReadonlySet<string>,
): Promise<CheckedDevice> {
  const warnings: string[] = [];
  let session: DeviceSession | undefined;
  try {
    session = await open();
    const { problems } = await rehearse({ hostname, session, change, seen }, ownedVrfs, (_step, said) => {
      warnings.push(...said.map(describeDeviceMessage));
    });
    return { hostname, problems, warnings };
  } catch (error) {
    return { hostname, problems: [problemOf(error, hostname)], warnings };
  } finally {
    await Promise.allSettled([session?.close()]);
  }
}
