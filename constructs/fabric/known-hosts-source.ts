import { readFileSync } from 'node:fs';
import { basename, isAbsolute, resolve, sep } from 'node:path';
import type { IConstruct } from 'constructs';
import { FabricError } from '../../lib/model/fabric-error';
import { knownHostsFileNotGiven, knownHostsFileUnreadable } from './errors';
import type { HostKeys } from '../../lib/manifest/build-manifest';
import type { DeviceIntent } from '../../lib/intent/fabric-intent';
import { KnownHosts } from '../../lib/netconf/known-hosts';

/** Where a device is reached. */
type Reached = Pick<DeviceIntent, 'managementAddress' | 'managementPort'>;

/** The file that `knownHostsFile` of a fabric names. */
export class KnownHostsSource implements HostKeys {
  /** As messages call it, with no path of this machine: what it is in goes to other machines. */
  readonly source: string;

  private readonly path: string;

  /** @throws FabricError `knownHostsFileNotGiven` */
  constructor(
    private readonly fabric: IConstruct,
    private readonly given: string,
  ) {
    if (typeof given !== 'string' || given === '') throw knownHostsFileNotGiven(fabric.node.path);
    // The program may run from elsewhere by the time of synth; in the output there is a copy, never this path.
    this.path = resolve(given);
    this.source = nameOf(given);
  }

  /** @throws FabricError `knownHostsFileUnreadable`, `knownHostsMarkedLineUnreadable` */
  text(): string {
    const text = this.read();
    try {
      KnownHosts.parse(text, { name: this.source, isCopiedAtSynth: true });
    } catch (error) {
      throw FabricError.isFabricError(error) ? error.at(this.fabric.node.path) : error;
    }
    return text;
  }

  /** Tells whether two devices have a host key in common, so that they are one; no, where that cannot be read. */
  comparison(): (one: Reached, other: Reached) => boolean {
    let known: KnownHosts | undefined;
    const keysOf = ({ managementAddress, managementPort }: Reached): string[] =>
      (known ??= this.known()).recorded(managementAddress, managementPort).map(({ fingerprint }) => fingerprint);
    return (one, other) => {
      const keys = new Set(keysOf(one));
      return keys.size > 0 && keysOf(other).some((key) => keys.has(key));
    };
  }

  private known(): KnownHosts {
    try {
      return KnownHosts.parse(readFileSync(this.path, 'utf8'));
    } catch {
      // That it cannot be read is said where it is needed.
      return KnownHosts.parse('');
    }
  }

  private read(): string {
    try {
      return readFileSync(this.path, 'utf8');
    } catch (error) {
      const { code = 'unreadable' } = error as NodeJS.ErrnoException;
      throw knownHostsFileUnreadable(this.given, code, this.fabric.node.path);
    }
  }
}

/** The same on every machine and in every directory: it is in the manifest, and so in its digest. */
function nameOf(given: string): string {
  return isAbsolute(given) ? basename(given) : given.split(sep).join('/');
}
