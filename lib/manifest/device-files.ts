import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { DeviceIntent, FabricIntent } from '../intent/fabric-intent';
import { onlyDevice } from '../intent/only-device';
import type { Configuration } from '../junos/tree/configuration';
import { writeCurly } from '../junos/formats/curly-writer';
import { digest, digestOfSetLines } from '../junos/formats/digest';
import { writeSet } from '../junos/formats/set-writer';
import { stanzas } from '../junos/formats/stanzas';
import { writeXml } from '../junos/formats/xml-writer';
import { renderAgain, renderDevice } from '../render/render-device';
import type { RenderedDevice } from '../render/rendered-device';

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
  /** JSON: curly text by stanza, down to interface, policy and BGP group. */
  readonly stanzas: string;
}

/** Is given the texts of a device when it is rendered. */
export type TakesTexts = (files: DeviceFiles, texts: DeviceTexts) => void;

/** Name of the file that has the stanzas of a device. */
export function stanzasFile(hostname: string): string {
  return `${hostname}.stanzas.json`;
}

/**
 * One device's configuration in every form that synth leaves behind. Its digests are kept and nothing else: the texts of a
 * thousand devices take hundreds of megabytes, and their trees many times that.
 */
export class DeviceFiles {
  /**
   * Renders a device from its own part of the fabric only.
   *
   * @param take - is given the texts, which would have to be rendered once more otherwise
   * @throws FabricError when the intent contradicts itself
   */
  static render(fabric: FabricIntent, device: DeviceIntent, take?: TakesTexts): DeviceFiles {
    const own = onlyDevice(fabric, device);
    const texts = new RenderedTexts(renderDevice(device, own), device);
    const files = new DeviceFiles(own, device, texts);
    take?.(files, texts);
    return files;
  }

  /** SHA-256, hex, of everything that the fabric owns on the device. */
  readonly digest: string;
  /** The same with what the device adopts: where it changes, there is something to roll out. */
  readonly rolloutDigest: string;
  /** SHA-256, hex, of the stanzas. */
  readonly stanzasDigest: string;
  /** Whether there is something in `<fabric>-base`. */
  readonly hasBase: boolean;

  private readonly fabric: FabricIntent;
  private readonly device: DeviceIntent;

  private constructor(fabric: FabricIntent, device: DeviceIntent, texts: RenderedTexts) {
    this.fabric = fabric;
    this.device = device;
    this.digest = texts.digest;
    this.rolloutDigest = digestOfBoth(this.digest, adoptedPaths(device));
    this.stanzasDigest = createHash('sha256').update(texts.stanzas).digest('hex');
    this.hasBase = texts.baseSet !== undefined;
  }

  /** Whether the same would be rendered from this intent. */
  isOf(fabric: FabricIntent, device: DeviceIntent): boolean {
    return isDeepStrictEqual(this.fabric, onlyDevice(fabric, device));
  }

  /** Everything that is written to files; rendered anew by each call. */
  texts(): DeviceTexts {
    return new RenderedTexts(renderAgain(this.device, this.fabric), this.device);
  }
}

/** The texts of a rendered device, each made when it is asked for; those that are asked for again are kept. */
class RenderedTexts implements DeviceTexts {
  private readonly rendered: RenderedDevice;
  private readonly device: DeviceIntent;
  private knownSet?: string;
  private knownStanzas?: string;

  constructor(rendered: RenderedDevice, device: DeviceIntent) {
    this.rendered = rendered;
    this.device = device;
  }

  get set(): string {
    return (this.knownSet ??= writeSet(this.rendered.group));
  }

  get conf(): string {
    return writeCurly(this.rendered.group);
  }

  get xml(): string {
    return `${writeXml(this.rendered.group)}\n`;
  }

  get baseSet(): string | undefined {
    const { base } = this.rendered;
    return base.isEmpty ? undefined : writeSet(base);
  }

  get stanzas(): string {
    return (this.knownStanzas ??= stanzasText(this.rendered, this.device));
  }

  /** `configurationDigest` of what was rendered, which has no macros that do not count. */
  get digest(): string {
    const { base, group } = this.rendered;
    const isAllChecked = this.device.statements?.some(({ unchecked }) => unchecked === true) !== true;
    const ofGroup = isAllChecked ? digestOfSetLines(this.set) : digest(group);
    return digestOfBoth(ofGroup, base.isEmpty ? undefined : digestOfSetLines(writeSet(base)));
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

function digestOfBoth(group: string, base: string | undefined): string {
  return base === undefined ? group : createHash('sha256').update(`${group}\n${base}\n`).digest('hex');
}

function stanzasText({ base, group }: RenderedDevice, device: DeviceIntent): string {
  const texts = [
    ...stanzas(group).map(({ key, text }) => [key, text] as const),
    ...stanzas(base).map(({ key, text }) => [`base ${key}`, text] as const),
    ...adoptedStanza(device),
  ];
  // Written here, since an object with other keys for each device takes JavaScript many times as long.
  const lines = texts.map(([key, text]) => ` ${JSON.stringify(key)}: ${JSON.stringify(text)}`);
  return lines.length === 0 ? '{}\n' : `{\n${lines.join(',\n')}\n}\n`;
}

/** What is deleted outside the group stands beside what is written into it. */
function adoptedStanza({ adopted = [] }: DeviceIntent): (readonly [key: string, text: string])[] {
  const lines = adopted.map(({ path, reason }) => `delete ${path}; /* ${reason.replaceAll('*/', '* /')} */\n`);
  return lines.length === 0 ? [] : [['adopted', lines.join('')]];
}

function adoptedPaths({ adopted = [] }: DeviceIntent): string | undefined {
  return adopted.length === 0 ? undefined : adopted.map(({ path }) => path).join('\n');
}
