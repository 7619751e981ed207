/**
 * How many waves a change takes on random topologies, beside a number that no arrangement can do with less. The lower
 * bound is an estimate from below (the largest clique found, the largest thing shared, the size of a wave), so the ratio
 * is at worst what is printed.
 *
 *   node bench/waves.mjs [leaves …]        default: 6 24 100 400
 */
import * as tsx from 'tsx/cjs/api';

const { waves } = tsx.require('../lib/rollout/plan/waves/planned-waves.ts', import.meta.url);
const { waveLowerBound } = tsx.require('../lib/rollout/plan/waves/wave-bound.ts', import.meta.url);
const counts = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [6, 24, 100, 400];

/** The same numbers on every machine. */
function numbers(seed) {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

const shared = (members, limit = 1) => ({ what: 'server', members: new Set(members), limit });
const leaf = (number) => `leaf${number}`;

/** Each builds the servers of `count` leaves. */
const topologies = {
  'pairs (every server on leaves 2k and 2k+1)': (count) =>
    Array.from({ length: Math.floor(count / 2) }, (_, pair) => shared([leaf(2 * pair), leaf(2 * pair + 1)])),
  'ring (servers on neighbouring leaves)': (count) =>
    Array.from({ length: count }, (_, number) => shared([leaf(number), leaf((number + 1) % count)])),
  'pods of 8, servers on 2 to 4 leaves of a pod': (count, random) =>
    Array.from({ length: count * 4 }, () => {
      const pod = 8 * random(Math.ceil(count / 8));
      return shared(Array.from({ length: 2 + random(3) }, () => leaf(Math.min(count - 1, pod + random(8)))));
    }),
  'sparse random, 1 server a leaf on 2 leaves': (count, random) =>
    Array.from({ length: count }, () => shared([leaf(random(count)), leaf(random(count))])),
  'dense random, 4 servers a leaf on 2 leaves': (count, random) =>
    Array.from({ length: count * 4 }, () => shared([leaf(random(count)), leaf(random(count))])),
  'random, 2 servers a leaf on 3 leaves': (count, random) =>
    Array.from({ length: count * 2 }, () => shared([leaf(random(count)), leaf(random(count)), leaf(random(count))])),
  'random, 2 servers a leaf on 4 leaves, 2 of which may go': (count, random) =>
    Array.from({ length: count * 2 }, () =>
      shared([leaf(random(count)), leaf(random(count)), leaf(random(count)), leaf(random(count))], 2),
    ),
};

function measure(name, count, maxParallel) {
  const random = numbers(count);
  const devices = Array.from({ length: count }, (_, number) => ({ hostname: leaf(number) }));
  const things = topologies[name](count, random);
  const began = performance.now();
  const used = waves(devices, things, { canary: leaf(0), maxParallel }).length;
  const took = performance.now() - began;
  const rest = devices.map(({ hostname }) => hostname).filter((hostname) => hostname !== leaf(0));
  const bound = waveLowerBound(rest, things, maxParallel) + 1;
  return {
    topology: name,
    leaves: count,
    waves: used,
    'lower bound': bound,
    ratio: (used / bound).toFixed(2),
    ms: Math.round(took),
  };
}

const rows = Object.keys(topologies).flatMap((name) => counts.map((count) => measure(name, count, count)));
console.table(rows);
const total = (key) => rows.reduce((sum, row) => sum + row[key], 0);
console.log(
  `waves ${total('waves')}, lower bound ${total('lower bound')}: ${(total('waves') / total('lower bound')).toFixed(3)}`,
);
