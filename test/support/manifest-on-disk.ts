import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FabricIntent } from '../../lib/intent/fabric-intent';
import type { Leaver } from '../../lib/intent/member-record';
import { Lab } from '../../lib/emulator/lab';
import { parseTopology } from '../../lib/emulator/topology';
import { buildManifest } from '../../lib/manifest/build-manifest';
import { writeManifest } from '../../lib/manifest/write-manifest';
import { guideFabric } from './fabric-fixture';

const EXAMPLE_LAB = join(__dirname, '..', '..', 'examples', 'multihomed-server', 'lab.json');

/** The guide's fabric as synth leaves it on disk, and its devices, emulated in this process. */
export class ManifestOnDisk {
  static async create(): Promise<ManifestOnDisk> {
    const described = JSON.parse(readFileSync(EXAMPLE_LAB, 'utf8')) as { devices: { port?: number }[] };
    described.devices.forEach((device) => delete device.port);
    return new ManifestOnDisk(await Lab.start(parseTopology(described)));
  }

  /** Stands for the directory of `cdktf.json`. */
  readonly directory = mkdtempSync(join(tmpdir(), 'junos-fabric-cli-'));

  private constructor(readonly lab: Lab) {
    this.synthesize((fabric) => fabric);
  }

  /** The guide's intent on the ports of the lab. */
  get intent(): FabricIntent {
    const leaves = [...this.lab.devices.keys()].filter((hostname) => hostname.startsWith('leaf'));
    return guideFabric({ ports: new Map(leaves.map((hostname) => [hostname, this.lab.port(hostname)])) });
  }

  /** Writes the manifest anew, with something different in the fabric; returns its digest. */
  synthesize(change: (fabric: FabricIntent) => FabricIntent, leavers: readonly Leaver[] = []): string {
    const bundle = buildManifest(change(this.intent), {
      hostKeys: { source: 'known_hosts', text: () => this.lab.knownHosts },
      leavers,
    });
    writeManifest(join(this.directory, 'cdktf.out', 'stacks', 'dc1', 'junos'), bundle);
    return bundle.digest;
  }

  async stop(): Promise<void> {
    await this.lab.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }
}
