// Runs parts of the fault matrix.
import { runBundled } from './bundled.mjs';

await runBundled('matrix-process.ts');
