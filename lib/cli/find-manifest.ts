import { existsSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { noManifest, severalManifests } from './errors';

const IN_STACK = join('junos', 'fabric.json');

/**
 * The manifest to work with: the given file; else the one of the stack directory we stand in; else the only one that
 * synth has left below `cdktf.out/stacks`.
 *
 * @param given - file of `--manifest`, relative to `workingDirectory`
 * @throws FabricError `noManifest`, `severalManifests`
 */
export function findManifest(given: string | undefined, workingDirectory: string): string {
  if (given !== undefined) return resolve(workingDirectory, given);
  if (existsSync(join(workingDirectory, IN_STACK))) return join(workingDirectory, IN_STACK);
  const found = synthesized(join(workingDirectory, 'cdktf.out', 'stacks'));
  const [only, ...others] = found;
  if (only === undefined) throw noManifest(workingDirectory);
  if (others.length > 0) throw severalManifests(found.map((file) => relative(workingDirectory, file)));
  return only;
}

function synthesized(stacks: string): string[] {
  if (!existsSync(stacks)) return [];
  return readdirSync(stacks)
    .sort()
    .map((stack) => join(stacks, stack, IN_STACK))
    .filter((file) => existsSync(file));
}
