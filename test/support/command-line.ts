import type { ExitCode } from '../../lib/cli/exit-code';
import { run } from '../../lib/cli/program';
import { ManifestOnDisk } from './manifest-on-disk';
import { RecordingHost } from './recording-host';

process.env.JUNOS_FABRIC_TEST_PASSWORD = 'netops';

/** What a command line printed and told its caller. */
export interface Printed {
  readonly code: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command line in a directory, in this process. */
export async function commandLine(workingDirectory: string, ...argv: string[]): Promise<Printed> {
  const host = new RecordingHost({ workingDirectory });
  const code = await run(argv, host);
  return { code, stdout: host.stdout.text, stderr: host.stderr.text };
}

/** A project with the guide's fabric, and its devices. */
export interface GuideProject {
  readonly fabric: ManifestOnDisk;
  /** Runs one command line in the project. */
  readonly junosFabric: (...argv: string[]) => Promise<Printed>;
}

/** One for each test of the file that calls this. */
export function guideProject(): GuideProject {
  let fabric: ManifestOnDisk;
  beforeEach(async () => {
    fabric = await ManifestOnDisk.create();
  });
  afterEach(async () => {
    await fabric.stop();
  });
  return {
    get fabric() {
      return fabric;
    },
    junosFabric: (...argv) => commandLine(fabric.directory, ...argv),
  };
}
