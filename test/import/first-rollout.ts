import type { DeviceIntent } from '../../lib/intent/fabric-intent';
import { readSet } from '../../lib/junos/formats/set-reader';
import { writeSet } from '../../lib/junos/formats/set-writer';
import { load } from '../../lib/junos/load/load';
import type { Configuration } from '../../lib/junos/tree/configuration';
import { adoptionWords } from '../../lib/render/adoption';
import { inGroup } from '../../lib/render/group';
import type { FabricTemplate } from '../../lib/testing';

/** The configuration after the first rollout: what is adopted is gone, and the group of the fabric is there. */
export function afterFirstRollout(
  before: Configuration,
  device: DeviceIntent,
  fabric: string,
  content: Configuration,
): Configuration {
  const after = before.clone();
  for (const { path } of device.adopted ?? []) after.delete(...adoptionWords(path));
  const lines = `${writeSet(inGroup(fabric, content))}set apply-groups ${fabric}\n`;
  load(after, { action: 'set', format: 'set', content: lines, unknown: 'keep' });
  return after;
}

/** What a program configures on a device. */
export function contentOf(template: FabricTemplate, hostname: string): Configuration {
  return readSet(template.device(hostname).setLines().join('\n'));
}
