// Runs pairs of controllers.
import { runBundled } from './bundled.mjs';

await runBundled('two-process.ts');
