import { MATRIX_TIMEOUT_MS, runMatrix } from './support/run-matrix';

test.each([
  ['a rolling change', 'rolling'],
  ['taking a whole fabric away', 'withdraw'],
  ['taking a finished change back', 'rollback'],
] as const)(
  'whatever breaks or is killed during %s, every device ends whole, differences are named, and every server keeps its homes',
  async (_change, part) => {
    expect((await runMatrix(part)).violations).toEqual([]);
  },
  MATRIX_TIMEOUT_MS,
);
