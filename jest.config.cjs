const tiers = require('./test/tiers.cjs');

const folders = `(?:${tiers.folders.join('|')})/`;
const exceptions = `(?:${tiers.except.join('|')})\\.test\\.ts$`;

const shared = {
  testMatch: ['**/*.test.ts'],
  moduleNameMapper: { '^fast-check$': '<rootDir>/test/support/seeded-fast-check.cjs' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
};

/** @type {import('jest').Config} */
module.exports = {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      roots: tiers.folders.map((folder) => `<rootDir>/test/${folder}`),
      testPathIgnorePatterns: ['/node_modules/', `<rootDir>/test/${exceptions}`],
      testEnvironment: '<rootDir>/test/support/unit-environment.cjs',
    },
    {
      ...shared,
      displayName: 'integration',
      roots: ['<rootDir>/test', '<rootDir>/examples'],
      testPathIgnorePatterns: ['/node_modules/', `<rootDir>/test/(?!${exceptions})${folders}`],
      testEnvironment: 'node',
    },
  ],
  maxWorkers: '100%',
  testSequencer: '<rootDir>/test/support/long-files-first.cjs',
  globalSetup: '<rootDir>/test/support/make-temporary-directory.cjs',
  globalTeardown: '<rootDir>/test/support/remove-temporary-directory.cjs',
  reporters: [
    'default',
    '<rootDir>/test/support/skipped-reporter.cjs',
    '<rootDir>/test/support/slow-files-reporter.cjs',
  ],
  // An end for what hangs, never a measure: CI machines are slow at times.
  testTimeout: 180_000,
};
