import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { App, TerraformStack } from 'cdktf';
import { parseTopology } from '../../../lib/emulator/topology';
import type { LoadedManifest } from '../../../lib/manifest/read-manifest';
import { readManifest } from '../../../lib/manifest/read-manifest';
import { appIn, stackDirectory } from '../../support/synth';
import { StandingLab } from './standing-lab';

const EXAMPLE = path.join(__dirname, '..', '..', '..', 'examples', 'data-center');

/** What the module of the example exports. */
interface DataCenterModule {
  readonly DataCenter: new (app: App) => TerraformStack;
}

/**
 * A copy of examples/data-center beside the lab of its devices. The program is edited as a user would edit it, and run in
 * this process, in the directory of the copy.
 */
export class DataCenterProject extends StandingLab {
  private readonly cameFrom = process.cwd();
  private versions = 0;

  constructor() {
    super(parseTopology(JSON.parse(readFileSync(path.join(EXAMPLE, 'lab.json'), 'utf8'))));
    for (const file of ['data-center.ts', 'lab.json', 'fabric.lock.json', 'cdktf.json']) {
      cpSync(path.join(EXAMPLE, file), path.join(this.directory, file));
    }
    mkdirSync(path.join(this.directory, '.lab'));
    writeFileSync(path.join(this.directory, '.lab', 'known_hosts'), this.lab.knownHosts);
    process.chdir(this.directory);
    // As where somebody works on the program: a pipeline keeps the lock file as it is.
    process.env.JUNOS_FABRIC_FROZEN = '0';
  }

  /** Replaces each piece of the program, which must be there. */
  edit(...pieces: readonly (readonly [from: string, to: string])[]): void {
    const file = path.join(this.directory, 'data-center.ts');
    let text = readFileSync(file, 'utf8');
    for (const [from, to] of pieces) {
      if (!text.includes(from)) throw new Error(`data-center.ts does not contain ${from}`);
      text = text.replace(from, to);
    }
    writeFileSync(file, text);
  }

  /** Runs the program as it is now. */
  async synthesize(): Promise<LoadedManifest> {
    this.versions += 1;
    // A module is loaded once; each version of the program is one of its own.
    const version = path.join(this.directory, `data-center-${this.versions}.ts`);
    cpSync(path.join(this.directory, 'data-center.ts'), version);
    const { DataCenter } = (await import(version)) as DataCenterModule;
    const app = appIn(this.directory);
    new DataCenter(app);
    app.synth();
    return readManifest(path.join(stackDirectory(this.directory), 'junos', 'fabric.json'));
  }

  override async stop(): Promise<void> {
    delete process.env.JUNOS_FABRIC_FROZEN;
    process.chdir(this.cameFrom);
    await super.stop();
  }
}
