import { resolve } from 'node:path';
import { Option } from 'commander';
import { FabricError } from '../model/fabric-error';
import type { FabricIntent } from '../intent/fabric-intent';
import type { TwinSource } from '../twin/plan';
import { twinSource } from '../twin/source';
import { readManifest } from '../manifest/read-manifest';
import { findManifest } from './find-manifest';
import type { Host } from './host';
import type { WorldOptions } from './world';
import { givenWorld } from './world';

/** What a twin or an export of it is made from. */
export interface TwinInputs {
  readonly source: TwinSource;
  /** Undefined where there is no manifest. */
  readonly fabric?: FabricIntent;
  /** How a world of saved configurations came about, a sentence each. */
  readonly notes: readonly string[];
  /** Absolute, since whoever attaches later may stand elsewhere. */
  readonly files: { readonly manifest?: string; readonly topology?: string };
}

/** `--topology`, where it adds to a manifest. */
export function besideTopologyOption(): Option {
  return new Option('--topology <file>', 'what is racked and cabled beside the fabric (a lab.json)');
}

/**
 * Reads the manifest, what is racked and cabled beside it, or both.
 *
 * @throws FabricError `noManifest` where there is neither, and what reading and rendering throws
 */
export function twinInputs(options: WorldOptions, host: Host): TwinInputs {
  const files = filesOf(options, host);
  const loaded = files.manifest === undefined ? undefined : readManifest(files.manifest);
  const world = givenWorld(options, host);
  return {
    source: twinSource(loaded, world?.topology),
    fabric: loaded?.manifest.fabric,
    notes: world?.notes ?? [],
    files,
  };
}

function filesOf({ from, manifest, topology }: WorldOptions, host: Host): TwinInputs['files'] {
  const place = topology === undefined ? undefined : resolve(host.workingDirectory, topology);
  try {
    return { manifest: findManifest(manifest, host.workingDirectory), topology: place };
  } catch (error) {
    const none = FabricError.isFabricError(error) && error.code === 'noManifest';
    if (!none || (place === undefined && from === undefined)) throw error;
    return { topology: place };
  }
}
