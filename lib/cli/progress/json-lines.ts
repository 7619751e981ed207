import type { TextSink } from '../host';
import type { Progress } from './progress';
import { jsonText } from '../../text/json-text';

/** Each event as one line of JSON, as lib/rollout/events documents them. */
export function jsonLines(sink: TextSink): Progress {
  return {
    on: (event) => {
      sink.write(`${jsonText(event)}\n`);
    },
    finish: () => undefined,
  };
}
