import { existsSync } from 'node:fs';
import path from 'node:path';

const REPOSITORY = path.resolve(__dirname, '..', '..');

/**
 * Path of reference material that lives beside the repository (`JUNOS_FABRIC_SHARED`, or `../shared`), or undefined
 * where it is not there.
 */
export function sharedPath(...segments: string[]): string | undefined {
  const root = process.env.JUNOS_FABRIC_SHARED ?? path.join(REPOSITORY, '..', 'shared');
  const wanted = path.join(root, ...segments);
  return existsSync(wanted) ? wanted : undefined;
}

/** `describe` over a path of the reference material; where it is missing, a skipped test that says so. */
export function describeWithShared(title: string, segments: readonly string[], body: (found: string) => void): void {
  const found = sharedPath(...segments);
  if (found === undefined) {
    describe(title, () => {
      test.skip(`needs ${segments.join('/')} of the reference material (JUNOS_FABRIC_SHARED)`, () => undefined);
    });
    return;
  }
  describe(title, () => {
    body(found);
  });
}
