const { relative } = require('node:path');

const NAMED = 15;
const WORTH_IT = 20;

const percent = (part, whole) => `${((100 * part) / whole).toFixed(1).padStart(5)} %`;
const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1).padStart(7)} s`;

/** Says at the end of a run of many files where the time went: the slowest files, each with its share. */
module.exports = class SlowFilesReporter {
  onRunComplete(_contexts, { testResults }) {
    if (testResults.length < WORTH_IT) return;
    const files = testResults.map(({ testFilePath, perfStats }) => ({
      name: relative(process.cwd(), testFilePath),
      took: perfStats.end - perfStats.start,
    }));
    const total = files.reduce((sum, { took }) => sum + took, 0);
    const slowest = files.sort((a, b) => b.took - a.took).slice(0, NAMED);
    const lines = slowest.map(({ name, took }) => `${seconds(took)} ${percent(took, total)}  ${name}`);
    process.stderr.write(`${seconds(total)} in ${files.length} files, the slowest of them:\n${lines.join('\n')}\n`);
  }
};
