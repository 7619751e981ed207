import type { Host, TextSink } from '../host';
import { paletteFor } from '../palette';
import { liveTable } from './live-table';
import { plainLines } from './plain-lines';
import type { Progress } from './progress';
import { jsonText } from '../../text/json-text';

/** What decides how progress is shown. */
export interface ProgressChoice {
  readonly json?: boolean;
  readonly fromTerraform?: boolean;
  /** Whether the diff of each staged device is printed. */
  readonly diffs?: boolean;
}

/**
 * JSON lines for machines; a table that is redrawn for a person at a terminal; plain lines for everything else: a
 * pipeline, Terraform (which frames each line), a file.
 */
export function chooseProgress(host: Host, choice: ProgressChoice): Progress {
  if (choice.json) return jsonLines(host.stdout);
  const options = { now: () => host.now(), palette: paletteFor(host.stderr, host), diffs: choice.diffs };
  const live = host.stderr.isTerminal && !choice.fromTerraform && (host.environment.CI ?? '') === '';
  return live ? liveTable(host.stderr, options) : plainLines(host.stderr, options);
}

/** Each event as one line of JSON, as lib/rollout/events documents them. */
function jsonLines(sink: TextSink): Progress {
  return {
    on: (event) => {
      sink.write(`${jsonText(event)}\n`);
    },
    finish: () => undefined,
  };
}
