import { MATRIX_TIMEOUT_MS, runMatrix } from './support/run-matrix';

test(
  'whatever breaks at any step, every device ends whole, all agree or are named, and every server keeps its homes',
  async () => {
    expect((await runMatrix('breaks', 0, 2)).violations).toEqual([]);
  },
  MATRIX_TIMEOUT_MS,
);
