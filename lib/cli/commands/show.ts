import type { Command } from 'commander';
import { Option } from 'commander';
import { readManifest } from '../../manifest/read-manifest';
import type { EffectiveLine } from '../../rollout/show';
import { show } from '../../rollout/show';
import type { Context } from '../context';
import { ExitCode } from '../exit-code';
import { findManifest } from '../find-manifest';
import { jsonOption, manifestOption } from '../options';
import { showStored } from '../show-stored';
import { displayedText } from '../../text/displayed-text';
import { jsonText } from '../../text/json-text';

interface ShowOptions {
  readonly manifest?: string;
  readonly stored?: boolean;
  readonly json?: boolean;
}

/** `junos-fabric show`. */
export function addShowCommand(program: Command, context: Context): void {
  program
    .command('show')
    .description('show what a device has committed and is in effect, each line with the group it comes from')
    .argument('<device>', 'host name')
    .argument('[path...]', 'words of a set line, for example: interfaces et-0/0/15')
    .addOption(manifestOption())
    .addOption(new Option('--stored', 'what is stored instead: groups as they are, nothing inherited'))
    .addOption(jsonOption('one JSON document: [{ "line", "group" }]'))
    .action((device: string, path: string[], options: ShowOptions) =>
      context.look(async () => {
        const { host } = context;
        const manifest = readManifest(findManifest(options.manifest, host.workingDirectory));
        const lines = await (options.stored ? showStored : show)(manifest, device, path);
        host.stdout.write(options.json ? `${jsonText(lines, 2)}\n` : lines.map(describe).join(''));
        if (!options.json && lines.some(({ line }) => displayedText(line) !== line)) host.stderr.write(SHOWN_CHANGED);
        if (lines.length === 0)
          host.stderr.write(`${device} has nothing${path.length === 0 ? '' : ` at ${path.join(' ')}`}\n`);
        return ExitCode.DONE;
      }),
    );
}

const SHOWN_CHANGED =
  'warning: some lines have characters that a terminal or a pipeline would obey; they are shown with \ufffd or a blank instead, and as they are by --json\n';

function describe({ line, group }: EffectiveLine): string {
  return group === undefined ? `${line}\n` : `${line}  ## inherited from group ${group}\n`;
}
