import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { canRun } from './commands';
import { describeWithShared } from './shared';

const run = promisify(execFile);

/** Whether documents can be held against YANG here. */
const HAS_YANGLINT = canRun('yanglint') && canRun('python3');

/** Why the tests are skipped where they cannot. */
const NEEDS_YANGLINT = 'needs yanglint (libyang-tools) and python3';

/** A configuration in XML inside a group of its own: yanglint types groups like the root, so that many go into one document. */
export function asGroup(name: string, xml: string): string {
  const inner = xml.replace(/^[^]*?<configuration>|<\/configuration>\s*$/g, '');
  return `<groups><name>${name}</name>${inner}</groups>`;
}

/** One document of such groups. */
export function documentOf(groups: readonly string[]): string {
  return `<configuration>${groups.join('\n')}</configuration>`;
}

/**
 * Holds a document against Juniper's YANG of a release.
 *
 * @param validate - the script that does it
 * @returns what it writes to its standard error: nothing where the document is valid
 */
async function yangErrors(validate: string, release: string, document: string): Promise<string> {
  return (await run(validate, [release, document])).stderr;
}

/** Holds one of the documents against the YANG of a release; as `yangErrors`. */
type HoldAgainst = (release: string, document: string) => Promise<string>;

/**
 * Tests of documents against Juniper's YANG; skipped with the reason where it or yanglint is missing.
 *
 * @param documents - by file name, made before the first test
 */
export function describeWithYang(
  documents: () => Readonly<Record<string, string>>,
  body: (errors: HoldAgainst) => void,
): void {
  describeWithShared('Juniper’s YANG', ['yang', 'validate.sh'], (validate) => {
    if (!HAS_YANGLINT) {
      test.skip(NEEDS_YANGLINT, () => undefined);
      return;
    }
    let directory: string;
    beforeAll(() => {
      directory = mkdtempSync(join(tmpdir(), 'yang-'));
      for (const [file, text] of Object.entries(documents())) writeFileSync(join(directory, file), text);
    });
    afterAll(() => {
      rmSync(directory, { recursive: true });
    });
    body((release, document) => yangErrors(validate, release, join(directory, document)));
  });
}
