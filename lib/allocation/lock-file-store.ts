import { readRegularFile } from '../files/read-file';
import { writeOutput } from '../files/replace-file';
import { lockFileChanged, lockFileUnreadable, lockFileUnwritable } from './errors';
import { reasonOf as messageOf } from '../model/fabric-error';
import type { LockFile, Section } from './lock-file';
import { EMPTY_LOCK_FILE, LAST_MEMBER, LOCK_VERSION, LOCK_VERSION_WITH_MEMBERS, REMOVED } from './lock-file';
import type { Members } from './members';
import { memberLines } from './members';
import { readWholeLockFile } from './read-lock-file';
import { compareText } from '../model/order';
import { sortKeys } from './allocation-key';

/** Some hundred thousand allocations. */
const MAX_BYTES = 64 * 1024 * 1024;

/** What was read, or written since. */
interface Loaded {
  readonly text: string | undefined;
  readonly file: LockFile;
  readonly members: Members;
}

/** A lock file on disk, read when it is first needed and once only. */
export class LockFileStore {
  /** As the user knows it. */
  readonly label: string;
  private readonly path: string;
  private loaded?: Loaded;

  constructor(path: string, label: string) {
    this.path = path;
    this.label = label;
  }

  /** Whether there is such a file. */
  get exists(): boolean {
    return this.load().text !== undefined;
  }

  /**
   * What it says; nothing where there is none.
   * @throws FabricError when it cannot be read or something in it is wrong
   */
  read(): LockFile {
    return this.load().file;
  }

  /** The devices of fabrics that it lists. @throws FabricError as `read` */
  members(): Members {
    return this.load().members;
  }

  /**
   * Replaces it as a whole, so that whoever reads it meanwhile sees the old or the new one.
   * @throws FabricError `lockFileChanged` when somebody else has written it since it was read; `lockFileUnwritable`
   */
  write(file: LockFile, members: Members = this.members()): void {
    if (this.textOnDisk() !== this.load().text) throw lockFileChanged(this.label);
    const text = writeLockFile(file, members);
    try {
      writeOutput(this.path, text);
    } catch (error) {
      throw lockFileUnwritable(this.label, reasonOf(error));
    }
    this.loaded = { text, file, members };
  }

  private load(): Loaded {
    if (this.loaded === undefined) {
      const text = this.textOnDisk();
      const read = text === undefined ? undefined : readWholeLockFile(text, this.label);
      this.loaded = { text, file: read?.allocations ?? EMPTY_LOCK_FILE, members: read?.members ?? new Map() };
    }
    return this.loaded;
  }

  private textOnDisk(): string | undefined {
    try {
      return readRegularFile(this.path, MAX_BYTES).toString('utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw lockFileUnreadable(this.label, reasonOf(error));
    }
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

/** Without the path, which is one of this machine. */
function reasonOf(error: unknown): string {
  const code = codeOf(error);
  return typeof code === 'string' ? code : messageOf(error);
}

const NOTE_ON_MEMBERS = 'written at synth; a device that has left stays until junos-fabric forget <host>';

const NOTE = 'written at synth; to move or free an allocation: junos-fabric allocation --help';

/** The text of the file: one line for each allocation, sorted, the same on every machine. Empty sections are left out. */
export function writeLockFile(file: LockFile, members: Members = new Map()): string {
  const sections = [...file].filter(([, section]) => section.size > 0).sort(([a], [b]) => compareText(a, b));
  const texts = sections.map(([name, section]) => `    ${JSON.stringify(name)}: ${sectionText(section)}`);
  const allocations = texts.length === 0 ? '{}' : `{\n${texts.join(',\n')}\n  }`;
  const fabrics = [...members].filter(([, of]) => of.size > 0).sort(([a], [b]) => compareText(a, b));
  if (fabrics.length === 0) return `{\n  "lockVersion": ${LOCK_VERSION},\n  "allocations": ${allocations}\n}\n`;
  const lists = fabrics.map(([name, of]) => {
    const lines = [...memberLines(of), `${JSON.stringify(LAST_MEMBER)}: ${JSON.stringify(NOTE_ON_MEMBERS)}`];
    return `    ${JSON.stringify(name)}: {\n${lines.map((line) => `      ${line}`).join(',\n')}\n    }`;
  });
  const version = `"lockVersion": ${LOCK_VERSION_WITH_MEMBERS}`;
  return `{\n  ${version},\n  "allocations": ${allocations},\n  "members": {\n${lists.join(',\n')}\n  }\n}\n`;
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
