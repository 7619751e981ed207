import type { Configuration } from '../junos/tree/configuration';
import type { StatementSchema } from '../junos/tree/schema';
import { ROOT_SCHEMA, SCHEMA_RELEASES } from '../junos/tree/schema';
import type { StatementNode } from '../junos/tree/statement';
import { JunosRelease } from '../model/junos-release';
import type { Presence } from './statement-presence';
import { presenceOf, presenceOfValue } from './statement-presence';
import type { StatementPath } from './statement-path';
import { pathBelow } from './statement-path';

/** A statement that a release does not have, or may not have, yet. */
export interface NewerStatement {
  /** Words of its set line. */
  readonly words: readonly string[];
  /** First release that was looked at and has it. */
  readonly since: string;
  /** Last release before it that was looked at and does not. */
  readonly lastWithout: string;
  /** Whether the release itself is known to lack it; false where it lies between two that were looked at. */
  readonly isCertain: boolean;
}

/**
 * The statements of a configuration that a release does not have yet: a device refuses them as a syntax error. Only some
 * releases were looked at, and Junos Evolved hardly, so that some findings are not certain. What stands below such a
 * statement is not listed again.
 */
export function statementsNewerThan(configuration: Configuration, release: JunosRelease): NewerStatement[] {
  const found: NewerStatement[] = [];
  collectNewer(configuration.root, ROOT, release, [], found);
  return found;
}

function collectNewer(
  parent: StatementNode,
  place: Place,
  release: JunosRelease,
  above: readonly StatementNode[],
  found: NewerStatement[],
): void {
  for (const node of parent.children) {
    const own = place.below(node.schema);
    const presence = own.presenceOf(node.value);
    const certainty = presence === undefined ? 'present' : certaintyOf(presence, release);
    if (presence !== undefined && certainty !== 'present') {
      const words = [...above, node].flatMap((one) => one.words);
      found.push({ words, ...presence, isCertain: certainty === 'missing' });
    } else if (node.hasChildren) {
      collectNewer(node, own, release, [...above, node], found);
    }
  }
}

/** A place that statements can have. Every device has most of them, so what is known of a place is looked up once. */
class Place {
  private readonly children = new Map<StatementSchema, Place>();
  private readonly presence: Presence | undefined;
  private readonly path: StatementPath;

  constructor(schema: StatementSchema, path: StatementPath) {
    this.path = path;
    this.presence = presenceOf(path) ?? sampled(schema);
  }

  below(schema: StatementSchema): Place {
    const known = this.children.get(schema);
    if (known !== undefined) return known;
    const made = new Place(schema, pathBelow(this.path, schema));
    this.children.set(schema, made);
    return made;
  }

  presenceOf(value: string | undefined): Presence | undefined {
    return this.presence ?? (value === undefined ? undefined : presenceOfValue(this.path, value));
  }
}

const ROOT = new Place(ROOT_SCHEMA, '');

/** What the schema table says, which was made from few releases. */
function sampled({ since }: StatementSchema): Presence | undefined {
  const lastWithout = since === undefined ? undefined : SCHEMA_RELEASES[SCHEMA_RELEASES.indexOf(since) - 1];
  return since === undefined || lastWithout === undefined ? undefined : { since, lastWithout };
}

/** Statements come with a train, hardly ever with a later release of one. */
function certaintyOf({ since, lastWithout }: Presence, release: JunosRelease): 'present' | 'missing' | 'unproven' {
  if (compareTrains(release, JunosRelease.parse(since)) >= 0) return 'present';
  const isKnown = !release.evolved && compareTrains(release, JunosRelease.parse(lastWithout)) <= 0;
  return isKnown ? 'missing' : 'unproven';
}

function compareTrains(one: JunosRelease, other: JunosRelease): number {
  return one.major - other.major || one.minor - other.minor;
}
