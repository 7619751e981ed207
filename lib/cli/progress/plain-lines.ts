import type { RolloutEvent } from '../../rollout/events';
import type { Palette } from '../palette';
import { duration } from '../duration';
import type { TextSink } from '../host';
import type { EventLine } from './describe-event';
import { describeEvent } from './describe-event';
import { withDevice } from '../table';
import type { Progress } from './progress';
import { Repetition } from './repetition';

/** How plain lines are printed. */
export interface PlainLinesOptions {
  readonly now: () => number;
  readonly palette: Palette;
  /** Whether the diff of each staged device is printed. */
  readonly diffs?: boolean;
}

/** One event a line, with the time since the start: for pipelines, logs and files. */
export function plainLines(sink: TextSink, options: PlainLinesOptions): Progress {
  const start = options.now();
  const repetition = new Repetition();
  return {
    on(event: RolloutEvent): void {
      if (!repetition.isNews(event, options.now())) return;
      const line = describeEvent(event, options.now());
      if (line !== undefined) sink.write(formatLine(line, options.now() - start, options));
    },
    finish: () => undefined,
  };
}

/** A line with its time and device in front, continued lines indented below. */
export function formatLine(line: EventLine, elapsed: number, options: Omit<PlainLinesOptions, 'now'>): string {
  const text = withDevice(line.hostname, line.text).replaceAll('\n', `\n${' '.repeat(MARGIN)}`);
  const details = options.diffs && line.details !== undefined ? line.details : '';
  return `${duration(elapsed).padStart(MARGIN - 2)}  ${options.palette.tone(line.tone, text)}\n${options.palette.diff(details)}`;
}

const MARGIN = 12;
