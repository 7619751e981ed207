/**
 * What the samples of the tests are drawn with: the day, so that a failure stays the same until it is looked into.
 * `TEST_SEED=20261129 npx jest …` draws those of another day.
 */
module.exports = Number(process.env.TEST_SEED ?? new Date().toISOString().slice(0, 10).replaceAll('-', ''));
