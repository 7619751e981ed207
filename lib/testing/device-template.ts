import { assertionFailed } from '../errors';
import { joinWords, splitWords } from '../junos/words';
import type { DeviceFiles } from '../manifest/device-files';
import { nearestLines } from './nearest-lines';

const MAX_SHOWN = 10;

/** The configuration of one device as a test sees it. */
export class DeviceTemplate {
  readonly hostname: string;
  private readonly files: DeviceFiles;

  constructor(hostname: string, files: DeviceFiles) {
    this.hostname = hostname;
    this.files = files;
  }

  /** What the fabric configures on the device, as curly text, without the group it travels in. */
  configuration(): string {
    return this.files.texts().conf;
  }

  /** The same as set lines, device-wide prerequisites (`<fabric>-base`) last. */
  setLines(): string[] {
    const { set, baseSet = '' } = this.files.texts();
    return `${set}${baseSet}`.split('\n').filter((line) => line !== '');
  }

  /**
   * Asserts that the device has these set lines, in any order, and perhaps others.
   * @throws FabricError `assertionFailed`, with what is missing and what comes nearest to it
   */
  hasLines(lines: string[]): void {
    const own = this.setLines();
    const present = new Set(own);
    const missing = lines.map(canonical).filter((line) => !present.has(line));
    if (missing.length > 0) throw assertionFailed(missingText(this.hostname, lines.length, missing, own));
  }
}

/** The line as the set writer writes it. */
function canonical(line: string): string {
  const words = splitWords(line.trim()).map((word) => word.text);
  return joinWords(words[0] === 'set' ? words : ['set', ...words]);
}

function missingText(hostname: string, asked: number, missing: readonly string[], own: readonly string[]): string {
  const shown = missing.slice(0, MAX_SHOWN).flatMap((line) => [`  - ${line}`, ...nearestText(line, own)]);
  const left = missing.length - MAX_SHOWN;
  const more = left > 0 ? [`  and ${left} more`] : [];
  return [`${hostname} lacks ${missing.length} of ${asked} configuration lines:`, ...shown, ...more].join('\n');
}

function nearestText(line: string, own: readonly string[]): string[] {
  const nearest = nearestLines(line, own);
  return nearest.length === 0
    ? ['    it has nothing like it']
    : nearest.map((found, i) => (i === 0 ? `    it has: ${found}` : `            ${found}`));
}
