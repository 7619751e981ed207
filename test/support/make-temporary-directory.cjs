const { chmodSync, mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/** Before all tests: one directory for whatever they and the libraries under test leave behind. */
module.exports = () => {
  process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'junos-fabric-tests-'));
  // A database server that gives up root still has to find its own directory in here.
  chmodSync(process.env.TMPDIR, 0o711);
};
