/** `--shard`: one of several runs that look at all of a fabric together. */
import { InvalidArgumentError, Option } from 'commander';
import { compareText } from '../model/order';

/** One of `count` parts of a fabric, numbered from 1. */
export interface Shard {
  readonly number: number;
  readonly count: number;
}

/** `--shard`. */
export function shardOption(): Option {
  return new Option('--shard <k/n>', 'only the kth of n parts of the fabric, which are one run each')
    .conflicts('device')
    .argParser(shardOf);
}

/**
 * Those that are in the shard, in their order. Which one a device is in depends on the host names alone: every nth of them,
 * so that shards differ by one device at most.
 */
export function inShard<T extends { readonly hostname: string }>(devices: readonly T[], shard: Shard): T[] {
  const hostnames = devices.map(({ hostname }) => hostname).sort(compareText);
  const own = new Set(hostnames.filter((_, index) => index % shard.count === shard.number - 1));
  return devices.filter(({ hostname }) => own.has(hostname));
}

/** As it is given and printed: `2/4`. */
export function shardText({ number, count }: Shard): string {
  return `${number}/${count}`;
}

function shardOf(text: string): Shard {
  const [, number = 0, count = 0] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number);
  if (number < 1 || number > count) {
    throw new InvalidArgumentError('Give k/n, for example 2/4: n parts, and the number of one of them, from 1 to n.');
  }
  return { number, count };
}
