import { assertionFailed } from './errors';
import { joinWords } from '../junos/tree/words';
import type { FabricSource } from '../manifest/fabric-source';
import type { DeviceFiles } from '../manifest/device-files';
import { canonical, missingText } from './junos-text';

/** The configuration of one device as a test sees it. */
export class DeviceTemplate {
  /** Host name of the device. */
  readonly hostname: string;
  /** @internal */
  readonly _source?: FabricSource;
  private readonly files: DeviceFiles;

  /** @param source - of the fabric; without it, what the device is to the fabric cannot be asked */
  constructor(hostname: string, files: DeviceFiles, source?: FabricSource) {
    this.hostname = hostname;
    this.files = files;
    this._source = source;
  }

  /**
   * An interface as the device has it: `et-0/0/15` with all units, or `et-0/0/15.0`.
   * @throws FabricError `assertionFailed`, with the interfaces that there are
   */
  interface(name: string): StanzaTemplate {
    const [port = '', unit] = name.split('.');
    return this.stanza('interface', name, ['interfaces', port, ...(unit === undefined ? [] : ['unit', unit])]);
  }

  /**
   * A BGP group, by its name or by the address of one of its neighbors: `server1`, `172.16.104.2`. Where several VRFs have
   * it, that of the first.
   * @throws FabricError `assertionFailed`, with the groups that there are
   */
  session(groupOrNeighbor: string): StanzaTemplate {
    const group = /^set ((?:routing-instances \S+ )?protocols bgp group \S+)(?: neighbor (\S+))?/;
    for (const line of this.setLines()) {
      const [, path = '', neighbor] = group.exec(line) ?? [];
      if (neighbor === groupOrNeighbor || path.endsWith(` ${groupOrNeighbor}`)) {
        return this.stanza('session', groupOrNeighbor, path.split(' '));
      }
    }
    return this.stanza('session', groupOrNeighbor, ['protocols', 'bgp', 'group', groupOrNeighbor]);
  }

  private stanza(what: string, name: string, path: readonly string[]): StanzaTemplate {
    const start = `set ${joinWords(path)} `;
    const lines = this.setLines().filter((line) => line.startsWith(start));
    if (lines.length > 0) return new StanzaTemplate(name, path, lines);
    const known = what === 'interface' ? interfacesIn(this.setLines()) : groupsIn(this.setLines());
    throw assertionFailed(`${this.hostname} has no ${what} ${name}; it has ${known.join(', ') || 'none'}`);
  }

  /** What the fabric configures on the device, as curly text, without the group it travels in. */
  configuration(): string {
    return this.files.texts().conf;
  }

  /**
   * What `terraform plan` compares: curly text by stanza, down to interface, policy and BGP group. Good for snapshots; the
   * Terraform JSON has the name of the file only.
   */
  stanzas(): Record<string, string> {
    return JSON.parse(this.files.texts().stanzas) as Record<string, string>;
  }

  /** The same as set lines, device-wide prerequisites (`<fabric>-base`) last. */
  setLines(): string[] {
    const { set, baseSet = '' } = this.files.texts();
    return `${set}${baseSet}`.split('\n').filter((line) => line !== '');
  }

  /**
   * Asserts that the device has these set lines, in any order, and perhaps others.
   * @throws FabricError `assertionFailed`, with what is missing and what comes nearest to it
   */
  hasLines(lines: string[]): void {
    const own = this.setLines();
    const present = new Set(own);
    const missing = lines.map(canonical).filter((line) => !present.has(line));
    if (missing.length > 0) throw assertionFailed(missingText(this.hostname, lines.length, missing, own));
  }
}

/** A part of a device's configuration: an interface, a BGP group. */
export class StanzaTemplate {
  /** As the test asked for it: `et-0/0/15`, `server1`. */
  readonly name: string;
  /** Words of the hierarchy it stands in. */
  readonly path: readonly string[];
  private readonly lines: readonly string[];

  constructor(name: string, path: readonly string[], lines: readonly string[]) {
    this.name = name;
    this.path = path;
    this.lines = lines;
  }

  /** Its set lines, whole. */
  setLines(): string[] {
    return [...this.lines];
  }

  /** Its statements without the hierarchy they stand in: `description "server1 (dc1)"`. */
  statements(): string[] {
    const start = `set ${joinWords(this.path)} `;
    return this.lines.map((line) => line.slice(start.length));
  }
}

function interfacesIn(lines: readonly string[]): string[] {
  return [...new Set(lines.flatMap((line) => /^set interfaces (\S+) /.exec(line)?.[1] ?? []))];
}

function groupsIn(lines: readonly string[]): string[] {
  return [...new Set(lines.flatMap((line) => / protocols bgp group (\S+) /.exec(line)?.[1] ?? []))];
}
