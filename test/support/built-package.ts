import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

/** The repository. */
export const REPOSITORY = resolve(__dirname, '..', '..');

const BUILT = ['dist/junos-fabric.cjs', 'dist/lib/index.js'];
const SOURCES = ['lib', 'constructs', 'stacks'];

/**
 * The bundled CLI, for tests of what users get.
 *
 * @throws when `dist/` is missing, or older than the sources: such a test would speak of another program
 */
export function builtCli(): string {
  const built = BUILT.map((file) => join(REPOSITORY, file));
  const missing = built.find((file) => !existsSync(file));
  if (missing !== undefined) throw new Error(`${relative(REPOSITORY, missing)} is missing: run npm run build first`);
  const builtAt = Math.min(...built.map((file) => statSync(file).mtimeMs));
  const newer = SOURCES.flatMap((folder) => filesBelow(join(REPOSITORY, folder))).find(
    (file) => statSync(file).mtimeMs > builtAt,
  );
  if (newer !== undefined)
    throw new Error(`dist is older than ${relative(REPOSITORY, newer)}: run npm run build first`);
  return join(REPOSITORY, 'dist', 'junos-fabric.cjs');
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
