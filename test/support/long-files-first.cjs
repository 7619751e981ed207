const { default: Sequencer } = require('@jest/test-sequencer');

/** Files that mostly wait, for routers or processes, and files that compute all the time. */
const WAITING = /[\\/]test[\\/](twin|e2e)[\\/]/;
const COMPUTING = /[\\/]test[\\/]rollout[\\/](fault-matrix|two-controllers)[\\/]/;

/** Alternately one of each, then what is left of the longer list. */
function alternately(first, second) {
  const turns = Math.max(first.length, second.length);
  return Array.from({ length: turns }, (_, turn) => [first[turn], second[turn]])
    .flat()
    .filter((one) => one !== undefined);
}

/**
 * Begins with what takes minutes, so that no worker ends long after the others, and lets one that waits run beside one that
 * computes. A clean checkout remembers no durations, and then jest goes by the size of files.
 */
module.exports = class LongFilesFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const waiting = sorted.filter(({ path }) => WAITING.test(path));
    const computing = sorted.filter(({ path }) => COMPUTING.test(path));
    const others = sorted.filter(({ path }) => !WAITING.test(path) && !COMPUTING.test(path));
    return [...alternately(waiting, computing), ...others];
  }
};
