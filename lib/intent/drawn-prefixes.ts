/** Prefixes that stand for what servers with ranges announce, where something has to be announced. */
import type { IpPrefix } from '../model/ip-prefix';
import { martianEntry } from '../model/martians';
import { PrefixRange } from '../model/prefix-range';
import type { ServerIntent } from './server-intent';

/** A prefix, and the range that it stands for. */
export interface DrawnPrefix {
  readonly prefix: IpPrefix;
  readonly of: PrefixRange;
}

type Announcer = Pick<ServerIntent, 'name' | 'prefixes' | 'atLeast'>;

/**
 * What each server announces, in their order: its single prefixes, and of each range as many of the longest as are demanded, at
 * least one, and none that Junos ignores. Servers that share a range get different ones as long as there are enough, as the nodes of a cluster do. `null` where
 * anything is accepted.
 */
export function drawnPrefixes(servers: readonly Announcer[]): (readonly DrawnPrefix[] | null)[] {
  const read = servers.map(({ atLeast = {}, name, prefixes }) => ({
    name,
    atLeast,
    ranges: prefixes?.map((text) => PrefixRange.parse(text)),
  }));
  const all = read.flatMap(({ ranges = [] }) => ranges);
  const draw = new Draw(all.every(({ isExact }) => isExact) ? [] : all.filter(({ isExact }) => isExact).map(String));
  return read.map(
    ({ atLeast, name, ranges }) =>
      ranges?.flatMap((of) =>
        draw.from(name, of, atLeast[of.toString()] ?? 1).map((prefix): DrawnPrefix => ({ prefix, of })),
      ) ?? null,
  );
}

class Draw {
  readonly #taken: Set<string>;
  /** By range, how many of its prefixes were looked at. */
  readonly #seen = new Map<string, number>();
  readonly #drawn = new Map<string, readonly IpPrefix[]>();

  constructor(taken: readonly string[]) {
    this.#taken = new Set(taken);
  }

  /** Of one name it is always the same: a server may be listed twice, as it was and as it will be. */
  from(name: string, range: PrefixRange, count: number): readonly IpPrefix[] {
    if (range.isExact) return [range.prefix];
    const key = `${name} ${range.toString()} ${count}`;
    const known = this.#drawn.get(key);
    if (known !== undefined) return known;
    const drawn = this.#next(range, count);
    this.#drawn.set(key, drawn);
    return drawn;
  }

  #next(range: PrefixRange, count: number): IpPrefix[] {
    const text = range.toString();
    const drawn: IpPrefix[] = [];
    let index = this.#seen.get(text) ?? 0;
    for (; drawn.length < count; index++) {
      const next = range.at(range.to, index);
      if (next === undefined) break;
      if (this.#taken.has(next.toString())) continue;
      const martian = martianEntry(next);
      if (martian !== undefined) {
        index = Math.max(index, range.indexBehind(range.to, martian.range.isExact ? next : martian.range.prefix) - 1);
        continue;
      }
      this.#taken.add(next.toString());
      drawn.push(next);
    }
    this.#seen.set(text, index);
    // All are taken: then two servers have the same one.
    const first = range.at(range.to, 0);
    return drawn.length > 0 || first === undefined ? drawn : [first];
  }
}
