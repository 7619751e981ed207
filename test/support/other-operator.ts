import { chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const NOBODY = 65534;

/**
 * Does something with the rights of an operator who is not root, for whom modes of files count. The directory and what is
 * above it become open to them; what they must not read, write or remove says so by its mode, as for its owner.
 *
 * @param directory - below the temporary directory
 */
export async function asOperator<T>(directory: string, work: () => Promise<T>): Promise<T> {
  const { geteuid, seteuid } = process;
  if (geteuid?.() !== 0 || seteuid === undefined) return work();
  for (let one = directory; one.startsWith(tmpdir()); one = path.dirname(one)) chmodSync(one, 0o777);
  seteuid(NOBODY);
  try {
    return await work();
  } finally {
    seteuid(0);
  }
}
