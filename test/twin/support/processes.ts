import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { processTable } from '../../../lib/twin/engine/processes';

/** Processes of this machine that were started in a directory; a dead one that nobody has collected does not count. */
export function processesIn(directory: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(directory);
    } catch {
      return false;
    }
  });
}

/** Until no process of a directory is left. */
export function gone(directory: string): Promise<void> {
  return untilNone(() => processesIn(directory));
}

/** Network namespaces of a process and of everything below it. */
export function namespacesBelow(pid: number): ReadonlySet<string> {
  const table = processTable();
  const below = new Set([pid]);
  for (let size = 0; size < below.size;) {
    size = below.size;
    for (const one of table) if (below.has(one.parent)) below.add(one.pid);
  }
  return new Set([...below].flatMap((one) => namespaceOf(one) ?? []));
}

/** Until no process is in any of these namespaces: with the last one a namespace and its cables are gone. */
export function deserted(namespaces: ReadonlySet<string>): Promise<void> {
  return untilNone(() =>
    processTable()
      .filter(({ pid }) => namespaces.has(namespaceOf(pid) ?? ''))
      .map(({ pid }) => String(pid)),
  );
}

function namespaceOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/net`);
  } catch {
    return undefined;
  }
}

async function untilNone(left: () => readonly string[]): Promise<void> {
  for (let polls = 0; left().length > 0; polls += 1) {
    if (polls > 3000) throw new Error(`still there: ${left().join(' ')}`);
    await delay(20);
  }
}
