import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describeWithTerraform, ExampleProject, succeed } from '../support/example-project';

describeWithTerraform('the stack directory', () => {
  test('carried elsewhere is applied and destroyed with only terraform and node on PATH', async () => {
    const project = await ExampleProject.create();
    const elsewhere = mkdtempSync(join(tmpdir(), 'junos-fabric-elsewhere-'));
    try {
      const baseline = project.configurations();
      await project.synthesize();
      const stack = join(elsewhere, 'a', 'b', 'c', 'dc1');
      cpSync(project.stack, stack, { recursive: true });
      rmSync(join(project.directory, 'cdktf.out'), { recursive: true });
      rmSync(join(project.directory, '.lab'), { recursive: true });
      const environment = { PATH: onlyTerraformAndNode(elsewhere), HOME: elsewhere };
      const terraform = async (...args: string[]): Promise<unknown> =>
        succeed(await project.run('terraform', [...args, '-no-color'], { directory: stack, environment }));

      await terraform('init', '-input=false');
      await terraform('apply', '-auto-approve');
      expect(project.commitCounts()).toMatchObject({ leaf10: 3, leaf11: 3, leaf12: 3 });
      expect(readdirSync(stack)).toContain('.junos-fabric');

      await terraform('destroy', '-auto-approve');
      expect(project.configurations()).toEqual(baseline);
    } finally {
      await project.stop();
      rmSync(elsewhere, { recursive: true, force: true });
    }
  });
});

function onlyTerraformAndNode(directory: string): string {
  const bin = join(directory, 'bin');
  mkdirSync(bin);
  symlinkSync(process.execPath, join(bin, 'node'));
  symlinkSync(found('terraform'), join(bin, 'terraform'));
  return bin;
}

function found(program: string): string {
  for (const directory of (process.env.PATH ?? '').split(delimiter)) {
    try {
      return realpathSync(join(directory, program));
    } catch {
      continue;
    }
  }
  throw new Error(`${program} is not on PATH`);
}
