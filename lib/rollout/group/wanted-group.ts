import type { Configuration } from '../../junos/tree/configuration';
import { load } from '../../junos/load/load';
import { writeSet } from '../../junos/formats/set-writer';
import { quoteWord } from '../../junos/tree/words';
import { inGroup } from '../../render/group';
import { hasSecrets, newSalt } from '../../secrets/fingerprint';
import type { StandingGroup } from './standing-group';
import { digestOutOfEffect, groupDigest } from './standing-group';

/** What a change wants one configuration group of a device to be. */
export interface WantedGroup {
  readonly name: string;
  /** Plain form, without the group; undefined: the group shall be gone. */
  readonly content: Configuration | undefined;
  /**
   * Whether each statement must come from this group and nothing else may stand beside it. False for device-wide
   * prerequisites, of which only the effect counts.
   */
  readonly exclusive: boolean;
  /** Whether the device only keeps it and nothing applies it: the record of what was adopted. */
  readonly kept?: true;
  /** What its secrets are salted with in its digest; absent where it has none. */
  readonly salt?: string;
}

/** The same with a salt where it needs one: that of the group that stands, as long as it is there. */
export function withSalt(wanted: WantedGroup, standing: StandingGroup): WantedGroup {
  return wanted.content === undefined || !hasSecrets(wanted.content)
    ? wanted
    : { ...wanted, salt: standing.mark?.salt ?? newSalt() };
}

/** Digest of a wanted group as a device would show it; undefined when it shall be gone. */
export function wantedDigest(wanted: WantedGroup): string | undefined {
  const { name, content, kept, salt } = wanted;
  if (content === undefined) return undefined;
  const digest = groupDigest(inGroup(name, content), name, salt);
  return kept === true ? digestOutOfEffect(digest) : digest;
}

/**
 * Whether something has to be done: what stands is not what is wanted, or it does not carry the digest of what was
 * applied last, as when an edit by hand was taken into the intent.
 */
export function differs(wanted: WantedGroup, standing: StandingGroup): boolean {
  return wanted.content === undefined
    ? standing.exists || standing.applied
    : !isAsWanted(wanted, standing) || standing.mark?.digest !== standing.digest;
}

/** Whether what stands is in effect and says what is wanted, whoever wrote it. */
export function isAsWanted(wanted: WantedGroup, standing: StandingGroup): boolean {
  return standing.exists && standing.digestWith(wanted.salt) === wantedDigest(wanted);
}

/** The set lines that make the wanted groups of what stands: each is replaced whole and applied last. */
export function loadLines(
  wanted: readonly WantedGroup[],
  standing: ReadonlyMap<string, StandingGroup>,
  changeId: string,
): string {
  return wanted.map((one) => linesOf(one, standing.get(one.name), changeId)).join('');
}

function linesOf(wanted: WantedGroup, standing: StandingGroup | undefined, changeId: string): string {
  const name = quoteWord(wanted.name);
  const lines = [
    ...(standing?.applied === true ? [`delete apply-groups ${name}\n`] : []),
    ...(standing?.exists === true ? [`delete groups ${name}\n`] : []),
  ];
  if (wanted.content !== undefined) {
    const { salt } = wanted;
    const mark = { changeId, digest: wantedDigest(wanted) ?? '', ...(salt !== undefined && { salt }) };
    lines.push(writeSet(inGroup(wanted.name, wanted.content, mark)));
    if (wanted.kept !== true) lines.push(`set apply-groups ${name}\n`);
  }
  return lines.join('');
}

/** What a configuration will be after these lines. */
export function loaded(configuration: Configuration, lines: string): Configuration {
  const after = configuration.clone();
  load(after, { action: 'set', format: 'set', content: lines, unknown: 'keep' });
  return after;
}
