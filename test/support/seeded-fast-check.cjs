const fc = require('../../node_modules/fast-check/lib/cjs/fast-check.js');

/** What a test gets for `fast-check`: properties are tried with the same values all day. */
fc.configureGlobal({ seed: require('./seed.cjs') });
module.exports = fc;
