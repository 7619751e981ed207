import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join, dirname } from 'node:path';
import type { TerraformStack } from '../../lib/cdktf';
import type { FabricAllocation } from '../fabric/fabric-allocation';
import type { ManifestBundle } from '../../lib/manifest/build-manifest';
import { ManifestDirectory } from '../../lib/manifest/write-manifest';
import type { RuleReport } from '../../lib/rules/report';
import { writeReport } from '../../lib/rules/write-report';
import { CLI_FILE, MANIFEST_DIRECTORY } from './steps';
import { cliBundleMissing } from './errors';

/** What goes into the stack directory beside the Terraform JSON. */
export interface StackFiles {
  /**
   * Runs first.
   *
   * @param isReal - not in `Testing.synth`, whose output nobody deploys
   * @param directory - of the manifest, for what is better written before the whole of it is known
   */
  beforeSynthesis(isReal: boolean, directory: ManifestDirectory): void;
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
  let known: ManifestDirectory | undefined;
  stack.synthesizer = {
    synthesize: (session) => {
      const isReal = session.manifest.version !== TESTING;
      const directory = join(session.outdir, session.manifest.forStack(stack).workingDirectory);
      const path = join(directory, MANIFEST_DIRECTORY);
      const ofManifest = known?.path === path ? known : new ManifestDirectory(path);
      known = ofManifest;
      files.beforeSynthesis(isReal, ofManifest);
      if (isReal) files.allocation.beginSynthesis();
      try {
        reporting(directory, files, () => {
          terraform.synthesize(session);
        });
        ofManifest.write(files.manifest());
        copyFileSync(cliBundle(), join(directory, CLI_FILE));
        if (isReal) files.allocation.finishSynthesis();
      } finally {
        ofManifest.discard();
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

const PACKAGE = 'cdktf-junos-fabric';

/**
 * The bundled CLI that goes into the stack directory: `JUNOS_FABRIC_CLI_BUNDLE`, else the one of this package.
 * @throws FabricError `cliBundleMissing`
 */
function cliBundle(): string {
  const file = process.env.JUNOS_FABRIC_CLI_BUNDLE ?? join(packageDirectory(__dirname), 'dist', CLI_FILE);
  if (!existsSync(file)) throw cliBundleMissing(file);
  return file;
}

/** This file runs from the sources and from `dist`, so the package is found by name. */
function packageDirectory(start: string): string {
  const parent = dirname(start);
  return isPackage(join(start, 'package.json')) || parent === start ? start : packageDirectory(parent);
}

function isPackage(file: string): boolean {
  if (!existsSync(file)) return false;
  const { name } = JSON.parse(readFileSync(file, 'utf8')) as { readonly name?: string };
  return name === PACKAGE;
}
