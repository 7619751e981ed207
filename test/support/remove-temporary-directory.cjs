const { rmSync } = require('node:fs');

/** After all tests. */
module.exports = () => {
  rmSync(process.env.TMPDIR, { recursive: true, force: true });
};
