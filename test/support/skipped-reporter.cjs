/** Says at the end which tests were skipped: their titles have the reason, and the summary only has their number. */
module.exports = class SkippedReporter {
  onRunComplete(_contexts, { testResults }) {
    const skipped = testResults.flatMap((file) => file.testResults).filter(({ status }) => status === 'pending');
    for (const { fullName } of skipped) process.stderr.write(`skipped: ${fullName}\n`);
  }
};
