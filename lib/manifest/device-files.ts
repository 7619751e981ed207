import { createHash } from 'node:crypto';
import type { DeviceIntent, FabricIntent } from '../intent/fabric-intent';
import { onlyDevice } from '../intent/only-device';
import type { Configuration } from '../junos/configuration';
import { writeCurly } from '../junos/curly-writer';
import { digest } from '../junos/digest';
import { writeSet } from '../junos/set-writer';
import type { Stanza } from '../junos/stanzas';
import { stanzas } from '../junos/stanzas';
import { writeXml } from '../junos/xml-writer';
import type { RenderedDevice } from '../render/render-device';
import { renderDevice } from '../render/render-device';
import { RecentTrees } from './recent-trees';

const TREES = new RecentTrees<DeviceFiles, RenderedDevice>();

/** One device's configuration in every form that synth leaves behind. All in plain form: without the group. */
export class DeviceFiles {
  /**
   * Renders a device from its own part of the fabric only.
   * @throws FabricError when the intent contradicts itself
   */
  static render(fabric: FabricIntent, device: DeviceIntent): DeviceFiles {
    return new DeviceFiles(onlyDevice(fabric, device), device);
  }

  /** SHA-256, hex, of everything that the fabric owns on the device. */
  readonly digest: string;
  /** Set lines. */
  readonly set: string;
  /** Set lines of `<fabric>-base`, where a prerequisite is CONFIGURE. */
  readonly baseSet?: string;

  private readonly fabric: FabricIntent;
  private readonly device: DeviceIntent;

  private constructor(fabric: FabricIntent, device: DeviceIntent) {
    this.fabric = fabric;
    this.device = device;
    const { group, base } = this.tree;
    this.digest = configurationDigest(group, base);
    this.set = writeSet(group);
    if (!base.isEmpty) this.baseSet = writeSet(base);
  }

  /** Curly text. */
  get conf(): string {
    return writeCurly(this.tree.group);
  }

  /** NETCONF XML. */
  get xml(): string {
    return `${writeXml(this.tree.group)}\n`;
  }

  /** Curly text by stanza, down to interface, policy and BGP group. */
  get stanzas(): readonly Stanza[] {
    const { group, base } = this.tree;
    return [...stanzas(group), ...stanzas(base).map(({ key, text }) => ({ key: `base ${key}`, text }))];
  }

  private get tree(): RenderedDevice {
    return TREES.get(this, () => renderDevice(this.device, this.fabric));
  }
}

/**
 * The digest by which a device's configuration is known: in the manifest, in Terraform's state and on the device.
 *
 * @param group - contents of the fabric's group
 * @param base - contents of `<fabric>-base`; an empty one does not count
 */
export function configurationDigest(group: Configuration, base?: Configuration): string {
  if (base === undefined || base.isEmpty) return digest(group);
  return createHash('sha256')
    .update(`${digest(group)}\n${digest(base)}\n`)
    .digest('hex');
}
