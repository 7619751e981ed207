import type { RolloutEvent } from '../../rollout/events';
import { duration } from '../duration';
import type { TextSink } from '../host';
import type { Palette } from '../palette';
import type { EventLine, Tone } from './describe-event';
import { describeEvent } from './describe-event';
import { formatLine } from './plain-lines';
import type { Progress } from './progress';
import { Repetition } from './repetition';

/** How the table is drawn. */
export interface LiveTableOptions {
  readonly now: () => number;
  readonly palette: Palette;
  /** Whether the diff of each staged device is printed above the table. */
  readonly diffs?: boolean;
}

interface Row {
  text: string;
  tone: Tone;
}

const MOST_ROWS = 20;
const REDRAW_MS = 200;

/** One line per device, redrawn in place; what stays worth reading scrolls above it. */
export function liveTable(sink: TextSink, options: LiveTableOptions): Progress {
  const table = new LiveTable(sink, options);
  const ticker = setInterval(() => {
    table.draw();
  }, REDRAW_MS);
  ticker.unref();
  return {
    on: (event) => {
      table.add(event);
    },
    finish: () => {
      clearInterval(ticker);
      table.draw();
    },
  };
}

class LiveTable {
  private readonly rows = new Map<string, Row>();
  private readonly repetition = new Repetition();
  private readonly start: number;
  private heading = '';
  private drawn = 0;

  constructor(
    private readonly sink: TextSink,
    private readonly options: LiveTableOptions,
  ) {
    this.start = options.now();
  }

  add(event: RolloutEvent): void {
    if (event.type === 'changeStarted')
      event.hostnames.forEach((name) => this.rows.set(name, { text: '', tone: 'plain' }));
    const line = describeEvent(event, this.options.now());
    if (line === undefined) return;
    if (line.hostname === undefined) this.heading = firstLine(line.text);
    else
      hostnamesOf(event, line.hostname).forEach((name) =>
        this.rows.set(name, { text: firstLine(line.text), tone: line.tone }),
      );
    if (isWorthKeeping(line) && this.repetition.isNews(event, this.options.now())) this.scroll(line);
    this.draw();
  }

  draw(): void {
    const elapsed = duration(this.options.now() - this.start);
    const lines = [this.options.palette.strong(this.fit(`${elapsed}  ${this.heading}`)), ...this.rowLines()];
    this.erase();
    this.sink.write(lines.map((line) => `${line}\n`).join(''));
    this.drawn = lines.length;
  }

  private scroll(line: EventLine): void {
    const text = formatLine(line, this.options.now() - this.start, this.options);
    this.erase();
    this.sink.write(text);
  }

  private rowLines(): string[] {
    const width = Math.max(0, ...[...this.rows.keys()].map((name) => name.length));
    const shown = [...this.rows].slice(0, MOST_ROWS);
    const lines = shown.map(([name, row]) =>
      this.options.palette.tone(row.tone, this.fit(`  ${name.padEnd(width)}  ${row.text}`)),
    );
    const hidden = this.rows.size - shown.length;
    return hidden === 0 ? lines : [...lines, `  and ${hidden} more`];
  }

  /** A line that wraps would be counted as one and leave its rest on the screen. */
  private fit(line: string): string {
    return line.length < this.sink.columns ? line : `${line.slice(0, Math.max(0, this.sink.columns - 2))}…`;
  }

  private erase(): void {
    if (this.drawn > 0) this.sink.eraseLines(this.drawn);
    this.drawn = 0;
  }
}

function hostnamesOf(event: RolloutEvent, described: string): readonly string[] {
  return 'hostnames' in event ? event.hostnames : [described];
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

function isWorthKeeping(line: EventLine): boolean {
  return line.tone === 'bad' || line.tone === 'warning' || line.details !== undefined;
}
