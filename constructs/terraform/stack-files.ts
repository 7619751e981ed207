import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TerraformStack } from 'cdktf';
import type { ManifestBundle } from '../../lib/manifest/build-manifest';
import { writeManifest } from '../../lib/manifest/write-manifest';
import { cliBundle } from './cli-bundle';
import { CLI_FILE, MANIFEST_DIRECTORY } from './steps';

/** What goes into the stack directory beside the Terraform JSON. */
export interface StackFiles {
  /** Runs before cdktf collects annotations. */
  beforeSynthesis(): void;
  manifest(): ManifestBundle;
}

/**
 * Has the files written whenever the stack is synthesized: after validation, which may still stop it, and never in
 * `Testing.synth`.
 */
export function writeAtSynthesis(stack: TerraformStack, files: StackFiles): void {
  const terraform = stack.synthesizer;
  stack.synthesizer = {
    synthesize: (session) => {
      files.beforeSynthesis();
      terraform.synthesize(session);
      const directory = join(session.outdir, session.manifest.forStack(stack).workingDirectory);
      writeManifest(join(directory, MANIFEST_DIRECTORY), files.manifest());
      copyFileSync(cliBundle(), join(directory, CLI_FILE));
    },
  };
}
