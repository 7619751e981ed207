import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ExampleProject as Project } from '../support/example-project';
import { describeWithTerraform, ExampleProject, succeed } from '../support/example-project';
import { Postgres } from '../support/postgres';

const { programs } = Postgres;

describeWithTerraform('two pipelines that apply the same stack at once, with their state in PostgreSQL', () => {
  if (programs === undefined) {
    test.skip('needs the Debian package postgresql', () => undefined);
    return;
  }
  let postgres: Postgres;
  let project: Project;
  let other: string;

  beforeEach(async () => {
    postgres = await Postgres.start(programs);
    project = await ExampleProject.create();
    project.edit(
      '    const leaf10 =',
      `    new PgBackend(this, { connStr: ${JSON.stringify(postgres.connection)} });\n    const leaf10 =`,
    );
    project.edit(
      "import type { Construct } from 'constructs';",
      "import { PgBackend } from 'cdktf';\nimport type { Construct } from 'constructs';",
    );
    await project.synthesize();
    succeed(await project.terraform('init', '-input=false'));
    other = join(project.directory, 'cdktf.out', 'stacks', 'other-pipeline');
    cpSync(project.stack, other, { recursive: true });
    project.lab.state.pullCable('leaf12', 'et-0/0/15');
  });

  afterEach(async () => {
    await project.stop();
    await postgres.stop();
  });

  test('the second is refused without touching a device, or waits and finds nothing to do', async () => {
    const first = project.start('terraform', ['apply', '-auto-approve', '-no-color'], { directory: project.stack });
    while (project.lab.device('leaf12').database.pending === undefined) await delay(10);
    const before = project.commitCounts();

    const words = ['apply', '-auto-approve', '-no-color'];
    const refused = await project.run('terraform', words, { directory: other });
    expect(refused.code).not.toBe(0);
    expect(refused.output).toContain('Error acquiring the state lock');
    expect(project.commitCounts()).toEqual(before);

    const waiting = project.start('terraform', [...words, '-lock-timeout=60s'], { directory: other });
    project.lab.state.plugCable('leaf12', 'et-0/0/15');
    succeed(await first.finished);
    const after = project.commitCounts();
    expect(succeed(await waiting.finished).output).toContain('No changes.');
    expect(project.commitCounts()).toEqual(after);
    expect((await project.terraform('plan', '-detailed-exitcode')).code).toBe(0);
  });
});
