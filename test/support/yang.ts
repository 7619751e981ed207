import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { canRun } from './commands';

const run = promisify(execFile);

/** Whether documents can be held against YANG here. */
export const HAS_YANGLINT = canRun('yanglint') && canRun('python3');

/** Why the tests are skipped where they cannot. */
export const NEEDS_YANGLINT = 'needs yanglint (libyang-tools) and python3';

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
export async function yangErrors(validate: string, release: string, document: string): Promise<string> {
  return (await run(validate, [release, document])).stderr;
}
