import { FabricError } from '../model/fabric-error';
import { secretNotInIntent } from './errors';
import { describeSecret } from '../intent/describe-secret';
import type { FabricIntent, SecretIntent } from '../intent/fabric-intent';
import type { Configuration } from '../junos/tree/configuration';
import { secretLeaves } from '../junos/tree/secret-leaves';
import type { LoadedManifest } from '../manifest/read-manifest';
import { parseSecretPlaceholder, secretPlaceholder } from '../secrets/secret-placeholder';
import { concealSecrets, isUnreadable } from '../secrets/concealed';
import type { SecretReader } from '../secrets/secret-reader';
import { conceal } from '../secrets/vault';
import { inParallel } from '../checks/pool';
import type { WantedGroup } from './group/wanted-group';

/** A manifest whose configurations have their secrets, concealed, where those on disk have placeholders. */
export interface ManifestWithSecrets {
  readonly manifest: LoadedManifest;
  /** Why the secrets that are missing are missing; their placeholders are still there. */
  readonly missing: readonly FabricError[];
}

const CONCURRENCY = 8;

/**
 * Reads every secret that the fabric names, before any device is contacted.
 *
 * @throws secretUnavailable, secretUnusable: the first one that cannot be had
 */
export async function withSecrets(manifest: LoadedManifest, reader: SecretReader): Promise<LoadedManifest> {
  const found = await withSecretsAtHand(manifest, reader);
  const [first] = found.missing;
  if (first !== undefined) throw first;
  return found.manifest;
}

/** The same with the secrets that can be had, for looking only: whoever reviews a change need not have the keys. */
export async function withSecretsAtHand(manifest: LoadedManifest, reader: SecretReader): Promise<ManifestWithSecrets> {
  const wanted = secretsOf(manifest.manifest.fabric);
  const words = new Map<string, string>();
  const missing: FabricError[] = [];
  await inParallel(wanted, CONCURRENCY, async ({ secret, what }) => {
    try {
      words.set(secretPlaceholder(secret), conceal(await reader.read(secret, what)));
    } catch (error) {
      if (!FabricError.isFabricError(error)) throw error;
      missing.push(error);
      words.set(secretPlaceholder(secret), secretPlaceholder(secret));
    }
  });
  const filled = (hostname: string, configuration: Configuration): Configuration =>
    concealSecrets(fill(hostname, configuration.clone(), words));
  return {
    manifest: {
      manifest: manifest.manifest,
      digest: manifest.digest,
      directory: manifest.directory,
      group: (hostname) => filled(hostname, manifest.group(hostname)),
      base: (hostname) => filled(hostname, manifest.base(hostname)),
    },
    missing,
  };
}

/**
 * Takes what the device has wherever the secret itself is not at hand, or the device does not tell its own: neither shows as
 * a difference.
 */
export function assumeStanding(wanted: WantedGroup, standing: Configuration): WantedGroup {
  const content = wanted.content?.clone();
  for (const { path, node } of content === undefined ? [] : secretLeaves(content)) {
    const stands = standing.value('groups', wanted.name, ...path);
    if (stands !== undefined && (parseSecretPlaceholder(node.value) !== undefined || isUnreadable(stands))) {
      node.value = stands;
    }
  }
  return { ...wanted, content };
}

function fill(hostname: string, configuration: Configuration, words: ReadonlyMap<string, string>): Configuration {
  for (const { node } of secretLeaves(configuration)) {
    const secret = parseSecretPlaceholder(node.value);
    if (secret === undefined) continue;
    const word = words.get(node.value);
    if (word === undefined) throw secretNotInIntent(hostname, describeSecret(secret));
    node.value = word;
  }
  return configuration;
}

interface NamedSecret {
  readonly secret: SecretIntent;
  /** For messages. */
  readonly what: string;
}

/** Every secret of the intent once: whatever stands in a property of that name. */
function secretsOf(fabric: FabricIntent): NamedSecret[] {
  const found = new Map<string, NamedSecret>();
  collect(fabric, fabric.constructPath, found);
  return [...found.values()];
}

function collect(value: unknown, constructPath: string, found: Map<string, NamedSecret>): void {
  if (typeof value !== 'object' || value === null) return;
  const own = 'constructPath' in value && typeof value.constructPath === 'string' ? value.constructPath : constructPath;
  for (const [name, inner] of Object.entries(value) as [string, unknown][]) {
    if (name !== 'secret' || !isSecret(inner)) {
      collect(inner, own, found);
      continue;
    }
    const placeholder = secretPlaceholder(inner);
    if (!found.has(placeholder)) found.set(placeholder, { secret: inner, what: `the secret of ${own}` });
  }
}

function isSecret(value: unknown): value is SecretIntent {
  return typeof value === 'object' && value !== null && 'from' in value;
}
