import { engineEnded, engineNotStarted, starterGone } from '../../lib/cli/errors';
import { errorTexts } from '../support/errors';
import { expectGolden } from '../support/golden';

function raise(error: Error): never {
  throw error;
}

test('what has become of the process that carries out a step of Terraform is said in words', () => {
  expectGolden(
    'errors/cli-engine.txt',
    errorTexts([
      ['a step that was told to stop, or killed', () => raise(starterGone())],
      ['a process that cannot be started', () => raise(engineNotStarted('spawn node EAGAIN'))],
      ['a process that was killed', () => raise(engineEnded('SIGKILL'))],
    ]),
  );
});
