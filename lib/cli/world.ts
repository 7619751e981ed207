import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { FabricError } from '../model/fabric-error';
import { readManifest } from '../manifest/read-manifest';
import { SecretReader } from '../secrets/secret-reader';
import type { World } from '../world/world';
import { worldOfCaptures } from '../world/world-of-captures';
import { worldOfFabric } from '../world/world-of-fabric';
import { capturesIn } from './captures';
import { noWorld } from './errors';
import { findManifest } from './find-manifest';
import type { Host } from './host';
import { topologyIn } from './topology-file';

/** Where a lab or a twin comes from: for a lab at most one of the three. */
export interface WorldOptions {
  /** A topology file. */
  readonly topology?: string;
  /** A directory of saved configurations. */
  readonly from?: string;
  /** A fabric.json. */
  readonly manifest?: string;
}

const TOPOLOGY = 'lab.json';

/**
 * The world of a lab: what is given; else the `lab.json` of the working directory; else what the fabric that was synthesized
 * there expects.
 *
 * @throws FabricError what reading the one or the other throws
 */
export async function worldOf(options: WorldOptions, host: Host): Promise<World> {
  const { manifest } = options;
  const hasTopology = manifest === undefined && existsSync(resolve(host.workingDirectory, TOPOLOGY));
  const given = givenWorld(options, host) ?? (hasTopology ? givenWorld({ topology: TOPOLOGY }, host) : undefined);
  if (given !== undefined) return given;
  const { fabric } = readManifest(manifestFor(manifest, host.workingDirectory)).manifest;
  const secrets = new SecretReader({ environment: host.environment });
  return worldOfFabric(fabric, (secret, what) => secrets.read(secret, what));
}

/**
 * The world that a topology file or saved configurations describe; undefined where neither is given.
 *
 * @throws FabricError what reading the one or the other throws
 */
export function givenWorld({ from, topology }: Omit<WorldOptions, 'manifest'>, host: Host): World | undefined {
  if (from !== undefined) return worldOfCaptures(capturesIn(resolve(host.workingDirectory, from)));
  return topology === undefined
    ? undefined
    : { topology: topologyIn(resolve(host.workingDirectory, topology)), notes: [] };
}

/** The manifest of a lab; who has neither that nor a topology hears of both. */
function manifestFor(manifest: string | undefined, workingDirectory: string): string {
  try {
    return findManifest(manifest, workingDirectory);
  } catch (error) {
    throw FabricError.isFabricError(error) && error.code === 'noManifest' ? noWorld(workingDirectory) : error;
  }
}
