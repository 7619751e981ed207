import { createHash } from 'node:crypto';
import { Configuration } from '../../junos/tree/configuration';
import { digest } from '../../junos/formats/digest';
import type { ChangeMark } from '../../render/group';
import { FABRIC_MACRO } from '../../junos/tree/macros';
import { readMark } from '../../render/group';
import { withoutSecrets } from '../../secrets/concealed';
import { hasSecrets, secretsFingerprint } from '../../secrets/fingerprint';

/** What stands in one configuration group of a device, and whether it is in effect. */
export interface StandingGroup {
  readonly name: string;
  readonly exists: boolean;
  /**
   * Digest of its content without our mark, its secrets with the salt of the mark; marked as not in effect when nothing
   * applies the group.
   */
  readonly digest: string;
  /** The same with another salt. */
  readonly digestWith: (salt: string | undefined) => string;
  /** Which change wrote it, and the digest of what that wrote. Absent for a group that was made by hand. */
  readonly mark?: ChangeMark;
  /** Whether the root's `apply-groups` names it, active. */
  readonly applied: boolean;
  /** Whether what it says counts: it is there, applied and active. */
  readonly inEffect: boolean;
}

/** Prefix of the digest of a group that stands and is not applied. */
const NOT_IN_EFFECT = 'not-in-effect-';

/** The digest of a group of this content that stands and is not applied. */
export function digestOutOfEffect(digestOfContent: string): string {
  return `${NOT_IN_EFFECT}${digestOfContent}`;
}

/** What a group says, without the group and without the mark of the change that wrote it; undefined where it is not. */
export function contentOf(configuration: Configuration, name: string): Configuration | undefined {
  if (!configuration.has('groups', name)) return undefined;
  const group = withoutMark(configuration.subtree('groups', name), name);
  const content = new Configuration();
  const all = [...group.statements()].map(({ words, unchecked }) => ({ plain: words.slice(2), unchecked }));
  const statements = all.filter(({ plain }) => plain.length > 0);
  for (const { plain, unchecked } of statements) {
    if (unchecked === true) content.setUnchecked(...plain);
    else content.set(...plain);
  }
  const places = group.inactivePlaces().map((words) => words.slice(2));
  // Of a group that is inactive as a whole each statement is.
  const inactive = places.some((place) => place.length === 0) ? statements.map(({ plain }) => plain) : places;
  for (const place of inactive) content.deactivate(...place);
  return content;
}

/** Reads a group from a configuration that has its groups not expanded. */
export function standingGroup(configuration: Configuration, name: string): StandingGroup {
  const group = configuration.find('groups', name);
  const exists = group !== undefined;
  const entry = configuration.find('apply-groups', name);
  const applied = entry !== undefined && entry.inactive !== true;
  const inEffect = exists && applied && group.inactive !== true;
  const mark = readMark(configuration, name);
  const digestWith = (salt: string | undefined): string =>
    exists && !inEffect
      ? digestOutOfEffect(groupDigest(configuration.subtree('groups', name), name, salt))
      : groupDigest(configuration.subtree('groups', name), name, salt);
  return {
    name,
    exists,
    digest: digestWith(mark?.salt),
    digestWith,
    mark,
    applied: configuration.has('apply-groups', name),
    inEffect,
  };
}

/**
 * Digest of what a group says, apart from the mark of the change that wrote it. `grouped` holds that group only.
 *
 * @param salt - for the secrets in it; without one they do not count
 */
export function groupDigest(grouped: Configuration, name: string, salt?: string): string {
  const content = withoutMark(grouped, name);
  if (!hasSecrets(content)) return digest(content);
  const withoutThem = digest(withoutSecrets(content));
  return salt === undefined
    ? withoutThem
    : createHash('sha256')
        .update(`${withoutThem}\n${secretsFingerprint(content, salt)}\n`)
        .digest('hex');
}

/** The same configuration without the marks that changes leave in a group. */
export function withoutMark(configuration: Configuration, ...names: readonly string[]): Configuration {
  const copy = configuration.clone();
  for (const name of names) {
    if (copy.has('groups', name, 'apply-macro', FABRIC_MACRO)) {
      copy.delete('groups', name, 'apply-macro', FABRIC_MACRO);
    }
  }
  return copy;
}
