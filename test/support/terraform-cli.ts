import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Whether a terraform binary is on PATH. */
function hasTerraform(): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((directory) => existsSync(join(directory, 'terraform')));
}

/** `describe` where there is a terraform; elsewhere a skipped test that says so. */
export function describeWithTerraform(title: string, body: () => void): void {
  if (hasTerraform()) {
    describe(title, body);
    return;
  }
  describe(title, () => {
    test.skip('needs terraform on PATH', () => undefined);
  });
}

/** Runs terraform in a directory; fails the test, with what terraform said, when it fails. */
export function terraform(directory: string, ...words: string[]): string {
  const env = { ...process.env, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' };
  const { status, stdout, stderr } = spawnSync('terraform', words, { cwd: directory, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`terraform ${words.join(' ')} failed:\n${stdout}${stderr}`);
  return stdout;
}
