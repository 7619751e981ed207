import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { DeviceIntent, FabricIntent } from '../intent/fabric-intent';
import { onlyDevice } from '../intent/only-device';
import type { Configuration } from '../junos/tree/configuration';
import { writeCurly } from '../junos/formats/curly-writer';
import { digest, digestOfSetLines } from '../junos/formats/digest';
import { writeSet } from '../junos/formats/set-writer';
import { stanzas } from '../junos/formats/stanzas';
import { hasUnchecked } from '../junos/tree/unchecked';
import { writeXml } from '../junos/formats/xml-writer';
import { renderAgain, renderDevice } from '../render/render-device';

/** One device's configuration as text, in plain form: without the group. */
export interface DeviceTexts {
  /** Set lines. */
  readonly set: string;
  /** Curly text. */
  readonly conf: string;
  /** NETCONF XML. */
  readonly xml: string;
  /** Set lines of `<fabric>-base`, where a prerequisite is CONFIGURE. */
  readonly baseSet?: string;
}

/** Name of the file that has the stanzas of a device. */
export function stanzasFile(hostname: string): string {
  return `${hostname}.stanzas.json`;
}

/**
 * One device's configuration in every form that synth leaves behind. Only what Terraform's state holds is kept: the texts
 * of a thousand devices take hundreds of megabytes, their trees many times that, and both are made again in milliseconds.
 */
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
  /** The same with what the device adopts: where it changes, there is something to roll out. */
  readonly rolloutDigest: string;
  /** Whether there is something in `<fabric>-base`. */
  readonly hasBase: boolean;
  /** JSON: curly text by stanza, down to interface, policy and BGP group. */
  readonly stanzas: string;

  private readonly fabric: FabricIntent;
  private readonly device: DeviceIntent;

  private constructor(fabric: FabricIntent, device: DeviceIntent) {
    this.fabric = fabric;
    this.device = device;
    const { group, base } = renderDevice(device, fabric);
    this.digest = renderedDigest(group, base);
    this.rolloutDigest = digestOfBoth(this.digest, adoptedPaths(device));
    this.hasBase = !base.isEmpty;
    this.stanzas = stanzasText(group, base, device);
  }

  /** SHA-256, hex, of `stanzas`. */
  get stanzasDigest(): string {
    return createHash('sha256').update(this.stanzas).digest('hex');
  }

  /** Whether the same would be rendered from this intent. */
  isOf(fabric: FabricIntent, device: DeviceIntent): boolean {
    return isDeepStrictEqual(this.fabric, onlyDevice(fabric, device));
  }

  /** Everything that is written to files; made anew by each call. */
  texts(): DeviceTexts {
    const { group, base } = renderAgain(this.device, this.fabric);
    return {
      set: writeSet(group),
      conf: writeCurly(group),
      xml: `${writeXml(group)}\n`,
      ...(!base.isEmpty && { baseSet: writeSet(base) }),
    };
  }
}

/**
 * The digest by which a device's configuration is known: in the manifest, in Terraform's state and on the device.
 *
 * @param group - contents of the fabric's group
 * @param base - contents of `<fabric>-base`; an empty one does not count
 */
export function configurationDigest(group: Configuration, base?: Configuration): string {
  return digestOfBoth(digest(group), base === undefined || base.isEmpty ? undefined : digest(base));
}

/** The same for what was rendered, which has no macros that do not count. */
function renderedDigest(group: Configuration, base: Configuration): string {
  const ofGroup = hasUnchecked(group.root) ? digest(group) : digestOfSetLines(writeSet(group));
  return digestOfBoth(ofGroup, base.isEmpty ? undefined : digestOfSetLines(writeSet(base)));
}

function digestOfBoth(group: string, base: string | undefined): string {
  return base === undefined ? group : createHash('sha256').update(`${group}\n${base}\n`).digest('hex');
}

function stanzasText(group: Configuration, base: Configuration, device: DeviceIntent): string {
  const texts = new Map([
    ...stanzas(group).map(({ key, text }) => [key, text] as const),
    ...stanzas(base).map(({ key, text }) => [`base ${key}`, text] as const),
    ...adoptedStanza(device),
  ]);
  return `${JSON.stringify(Object.fromEntries(texts), null, 1)}\n`;
}

/** What is deleted outside the group stands beside what is written into it. */
function adoptedStanza({ adopted = [] }: DeviceIntent): (readonly [key: string, text: string])[] {
  const lines = adopted.map(({ path, reason }) => `delete ${path}; /* ${reason.replaceAll('*/', '* /')} */\n`);
  return lines.length === 0 ? [] : [['adopted', lines.join('')]];
}

function adoptedPaths({ adopted = [] }: DeviceIntent): string | undefined {
  return adopted.length === 0 ? undefined : adopted.map(({ path }) => path).join('\n');
}
