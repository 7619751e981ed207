import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Testing } from 'cdktf';
import { DataCenter } from '../../examples/data-center/data-center';
import { readSet } from '../../lib/junos/set-reader';
import { writeXml } from '../../lib/junos/xml-writer';
import { FabricTemplate } from '../../lib/testing';
import { describeWithShared } from '../support/shared';

jest.mock('cdktf-junos-fabric', () => jest.requireActual<object>('../../lib/index'));

/** Releases with TCP-AO and route attributes of type-5 routes, which leaf13 and leaf14 have. */
const NEWER = ['23.2R1', '24.4R1'];
const OLDER = ['17.4R1', '19.1R1'];
const OF_OLDER_RELEASES = ['leaf11', 'leaf12', 'spine1', 'spine2'];
const ALL = [...OF_OLDER_RELEASES, 'leaf13', 'leaf14'];
const HAS_YANGLINT = canRun('yanglint', ['--version']) && canRun('python3', ['--version']);
const run = promisify(execFile);

function canRun(command: string, words: readonly string[]): boolean {
  try {
    execFileSync(command, words, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Devices in one document, each in a group of its own: yanglint types groups like the root. */
function documentOf(hostnames: readonly string[]): string {
  const template = FabricTemplate.fromStack(new DataCenter(Testing.app()));
  const groups = hostnames.map((hostname) => {
    const xml = writeXml(readSet(template.device(hostname).setLines().join('\n')));
    const inner = xml.replace(/^[^]*?<configuration>|<\/configuration>\s*$/g, '');
    return `<groups><name>${hostname}</name>${inner}</groups>`;
  });
  return `<configuration>${groups.join('\n')}</configuration>`;
}

describeWithShared('Juniper’s YANG', ['yang', 'validate.sh'], (validate) => {
  if (!HAS_YANGLINT) {
    test.skip('needs yanglint (libyang-tools) and python3', () => undefined);
    return;
  }
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'data-center-yang-'));
    writeFileSync(join(directory, 'all.xml'), documentOf(ALL));
    writeFileSync(join(directory, 'older.xml'), documentOf(OF_OLDER_RELEASES));
  });
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  test.each([
    ...NEWER.map((release) => [release, 'all.xml'] as const),
    ...OLDER.map((release) => [release, 'older.xml'] as const),
  ])(
    'of %s accepts what a data center has on devices of it (%s)',
    async (release, file) => {
      await expect(run(validate, [release, join(directory, file)])).resolves.toMatchObject({ stderr: '' });
    },
    120_000,
  );
});
