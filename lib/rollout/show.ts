import { unknownDevice } from './errors';
import { joinWords } from '../junos/tree/words';
import type { LoadedManifest } from '../manifest/read-manifest';
import { connectOf } from './junos-connect';
import { redact } from '../secrets/redact';
import type { PlanOptions } from './plan/plan';

/** One line of a device's effective configuration. */
export interface EffectiveLine {
  /** Set line; a deactivated statement has no effect and is left out. */
  readonly line: string;
  /** Group it comes from; undefined: the explicit configuration. */
  readonly group?: string;
}

/**
 * The committed configuration of a device as it is in effect, groups expanded, each line with its source: what
 * `show configuration` hides at three in the morning.
 *
 * @param path - words of a set line, for example `['interfaces', 'et-0/0/15']`; none for everything
 * @throws unknownDevice, and what the connection throws
 */
export async function show(
  manifest: LoadedManifest,
  hostname: string,
  path: readonly string[] = [],
  options: PlanOptions = {},
): Promise<EffectiveLine[]> {
  const { devices } = manifest.manifest.fabric;
  const device = devices.find((one) => one.hostname === hostname);
  if (device === undefined) {
    throw unknownDevice(
      hostname,
      devices.map((one) => one.hostname),
    );
  }
  const connect = connectOf(manifest, options);
  const session = await connect(device);
  try {
    const effective = await session.configuration({ database: 'committed', inherit: true });
    const shown = path.length === 0 ? effective : effective.subtree(...path);
    return [...shown.statements()]
      .filter(({ inactive }) => !inactive)
      .map(({ words, source }) => ({ line: redact(`set ${joinWords(words)}`), group: source }));
  } finally {
    await Promise.allSettled([session.close()]);
  }
}
