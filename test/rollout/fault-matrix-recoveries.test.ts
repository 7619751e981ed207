import { MATRIX_TIMEOUT_MS, runMatrix } from './support/run-matrix';

test.each([
  ['resume', 'resume'],
  ['resume --from-devices', 'resumeFromDevices'],
  ['undo', 'undo'],
  ['apply', 'applyAgain'],
  ['resume, in which a second fault strikes, and once more resume', 'twice'],
] as const)(
  'a change whose controller was killed at a step that writes is brought to an end by: %s',
  async (_way, part) => {
    expect((await runMatrix(part)).violations).toEqual([]);
  },
  MATRIX_TIMEOUT_MS,
);
