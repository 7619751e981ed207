import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TerraformStack } from 'cdktf';
import type { FabricAllocation } from '../fabric/fabric-allocation';
import type { ManifestBundle } from '../../lib/manifest/build-manifest';
import { writeManifest } from '../../lib/manifest/write-manifest';
import type { RuleReport } from '../../lib/rules/report';
import { writeReport } from '../../lib/rules/write-report';
import { cliBundle } from './cli-bundle';
import { CLI_FILE, MANIFEST_DIRECTORY } from './steps';

/** What goes into the stack directory beside the Terraform JSON. */
export interface StackFiles {
  /** Runs first. `isReal`: not in `Testing.synth`, whose output nobody deploys. */
  beforeSynthesis(isReal: boolean): void;
  /** Runs last, also when synth stops. */
  afterSynthesis(): void;
  manifest(): ManifestBundle;
  /** Is written also when synth stops, which is what `isStopped` says. */
  report(isStopped: boolean): RuleReport;
  readonly allocation: FabricAllocation;
}

/** Version that cdktf's Testing gives the manifest of an app, whose output nobody deploys. */
const TESTING = 'stubbed';

/**
 * Has the files written whenever the stack is synthesized: after validation, which may still stop it, and never in
 * `Testing.synth`.
 */
export function writeAtSynthesis(stack: TerraformStack, files: StackFiles): void {
  const terraform = stack.synthesizer;
  stack.synthesizer = {
    synthesize: (session) => {
      const isReal = session.manifest.version !== TESTING;
      files.beforeSynthesis(isReal);
      if (isReal) files.allocation.beginSynthesis();
      const directory = join(session.outdir, session.manifest.forStack(stack).workingDirectory);
      try {
        reporting(directory, files, () => {
          terraform.synthesize(session);
        });
        writeManifest(join(directory, MANIFEST_DIRECTORY), files.manifest());
        copyFileSync(cliBundle(), join(directory, CLI_FILE));
        if (isReal) files.allocation.finishSynthesis();
      } finally {
        files.afterSynthesis();
      }
    },
  };
}

function reporting(directory: string, files: StackFiles, synthesize: () => void): void {
  try {
    synthesize();
  } catch (error) {
    writeReport(directory, files.report(true));
    throw error;
  }
  writeReport(directory, files.report(false));
}
