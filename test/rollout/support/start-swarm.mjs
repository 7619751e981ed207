// Runs the swarm; with `--break NAME` against a library that is broken on purpose.
import { runBundled } from './bundled.mjs';
import { SWARM_BREAKS } from './swarm-breaks.mjs';

const args = process.argv.slice(2);
const place = args.indexOf('--break');
const [, name] = place < 0 ? [] : process.argv.splice(place + 2, 2);
const broken = name === undefined ? [] : [SWARM_BREAKS[name]];
if (broken.includes(undefined)) throw new Error(`no break is called ${name}`);
await runBundled('swarm-process.ts', broken);
