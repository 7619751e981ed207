import jest from './jest.config.cjs';

const [unit] = jest.projects;

/** Mutations of what decides which devices change together; `.ci/night` runs them against the unit tests. */
export default {
  mutate: ['lib/rollout/plan/waves/*.ts'],
  testRunner: 'jest',
  jest: { config: unit, enableFindRelatedTests: true },
  coverageAnalysis: 'off',
  ignorePatterns: ['dist', 'bench'],
  reporters: ['clear-text'],
  thresholds: { high: 90, low: 70, break: 50 },
};
