import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cliBundleMissing } from './errors';
import { CLI_FILE } from './steps';

const PACKAGE = 'cdktf-junos-fabric';

/**
 * The bundled CLI that goes into the stack directory: `JUNOS_FABRIC_CLI_BUNDLE`, else the one of this package.
 * @throws FabricError `cliBundleMissing`
 */
export function cliBundle(): string {
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
