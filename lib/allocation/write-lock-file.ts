import { compareText } from '../model/order';
import { sortKeys } from './allocation-key';
import type { LockFile, Section } from './lock-file';
import { LAST_MEMBER, LOCK_VERSION, REMOVED } from './lock-file';

const NOTE = 'written at synth; to move or free an allocation: junos-fabric allocation --help';

/** The text of the file: one line for each allocation, sorted, the same on every machine. Empty sections are left out. */
export function writeLockFile(file: LockFile): string {
  const sections = [...file].filter(([, section]) => section.size > 0).sort(([a], [b]) => compareText(a, b));
  const texts = sections.map(([name, section]) => `    ${JSON.stringify(name)}: ${sectionText(section)}`);
  const allocations = texts.length === 0 ? '{}' : `{\n${texts.join(',\n')}\n  }`;
  return `{\n  "lockVersion": ${LOCK_VERSION},\n  "allocations": ${allocations}\n}\n`;
}

function sectionText(section: Section): string {
  const lines = sortKeys(section.keys()).map((key) => memberText(key, valueText(section, key)));
  return `{\n${[...lines, memberText(LAST_MEMBER, NOTE)].join(',\n')}\n    }`;
}

function valueText(section: Section, key: string): string {
  const entry = section.get(key);
  return `${entry?.value ?? ''}${entry?.removed === true ? REMOVED : ''}`;
}

function memberText(name: string, value: string): string {
  return `      ${JSON.stringify(name)}: ${JSON.stringify(value)}`;
}
