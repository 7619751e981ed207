/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test', '<rootDir>/examples'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  maxWorkers: '100%',
  globalSetup: '<rootDir>/test/support/make-temporary-directory.cjs',
  globalTeardown: '<rootDir>/test/support/remove-temporary-directory.cjs',
  reporters: ['default', '<rootDir>/test/support/skipped-reporter.cjs'],
  testTimeout: 30000,
};
