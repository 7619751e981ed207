import { execFile } from 'node:child_process';
import path from 'node:path';
import type { PartName } from './matrix-parts';
import type { MatrixReport } from './matrix-process';

/** Longest time of one process in real time, on a machine that has much else to do. */
export const MATRIX_TIMEOUT_MS = 900_000;

/**
 * Runs parts of the matrix, or a share of each, in a process of its own, bundled once: under jest, where every global has to
 * be looked up in a context of its own, it would take half as much again.
 */
export function runMatrix(parts: readonly PartName[], share = 0, of = 1): Promise<MatrixReport> {
  return new Promise((resolve, reject) => {
    const script = path.join(__dirname, 'start-matrix-process.mjs');
    const options = { maxBuffer: 64 * 1024 * 1024, timeout: MATRIX_TIMEOUT_MS };
    execFile(
      process.execPath,
      [script, parts.join(','), String(share), String(of)],
      options,
      (error, stdout, stderr) => {
        process.stderr.write(stderr);
        if (error === null) resolve(JSON.parse(stdout) as MatrixReport);
        else reject(new Error(`the fault matrix did not come to its end: ${stderr}`, { cause: error }));
      },
    );
  });
}
