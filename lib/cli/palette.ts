import picocolors from 'picocolors';
import type { Host, TextSink } from './host';
import type { Tone } from './progress/describe-event';

/** Colours, or none. */
export interface Palette {
  tone(tone: Tone, text: string): string;
  /** A diff as `show | compare` prints it, with its marks coloured. */
  diff(text: string): string;
  strong(text: string): string;
}

/** Colours where a person reads along and has not asked for none (https://no-color.org). */
export function paletteFor(sink: TextSink, host: Host): Palette {
  const { NO_COLOR: refused, TERM: terminal } = host.environment;
  const colours = picocolors.createColors(sink.isTerminal && (refused ?? '') === '' && terminal !== 'dumb');
  const tones: Record<Tone, (text: string) => string> = {
    plain: (text) => text,
    good: colours.green,
    warning: colours.yellow,
    bad: colours.red,
  };
  return {
    tone: (tone, text) => tones[tone](text),
    diff: (text) => text.replace(/^ *\+.*$/gm, colours.green).replace(/^ *-.*$/gm, colours.red),
    strong: colours.bold,
  };
}
