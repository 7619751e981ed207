import { MATRIX_TIMEOUT_MS, runMatrix } from './support/run-matrix';

test(
  'a controller that is killed at any step and never comes back leaves every server its homes and every device whole',
  async () => {
    expect((await runMatrix('kills')).violations).toEqual([]);
  },
  MATRIX_TIMEOUT_MS,
);

test(
  'so it is when sessions are slow and every wave takes as long as its timer allows for',
  async () => {
    expect((await runMatrix('slow')).violations).toEqual([]);
  },
  MATRIX_TIMEOUT_MS,
);
