import { Command, CommanderError } from 'commander';
import { version } from '../../package.json';
import { addAllocationCommand } from './commands/allocation';
import { addApplyCommand } from './commands/apply';
import { addCheckCommand } from './commands/check';
import { addDriftCommand } from './commands/drift';
import { addForgetCommand } from './commands/forget';
import { addImportCommand } from './commands/import';
import { addInitCommand } from './commands/init';
import { addLabCommand } from './commands/lab';
import { addPlanCommand } from './commands/plan';
import { addResumeCommand, addUndoCommand } from './commands/resume';
import { addRollbackCommand } from './commands/rollback';
import { addShowCommand } from './commands/show';
import { addStatusCommand } from './commands/status';
import { addTwinCommand } from './commands/twin';
import { addVerifyCommand } from './commands/verify';
import { addWithdrawCommand } from './commands/withdraw';
import type { Context } from './context';
import { EXIT_CODE_HELP, ExitCode, exitCodeOf } from './exit-code';
import { reportFailure } from './failure';
import type { Host } from './host';

/**
 * Runs one command line.
 *
 * @param argv - without the interpreter and the script
 * @returns the exit code
 */
export async function run(argv: readonly string[], host: Host): Promise<ExitCode> {
  let exitCode: ExitCode = ExitCode.DONE;
  let otherwise: ExitCode = ExitCode.REFUSED;
  const context: Context = {
    host,
    run: async (command) => {
      exitCode = await command();
    },
    look: async (command) => {
      otherwise = ExitCode.NOT_LOOKED;
      exitCode = await command();
    },
  };
  try {
    await program(context).parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.DONE : ExitCode.USAGE;
    reportFailure(error, host, argv.includes('--json'));
    return exitCodeOf(error, otherwise);
  }
}

function program(context: Context): Command {
  const { stdout, stderr } = context.host;
  const root = new Command('junos-fabric')
    .description(
      'Carries the configurations that cdktf-junos-fabric has synthesized onto the devices, as one reversible change.',
    )
    .version(version)
    .exitOverride()
    .showHelpAfterError('(junos-fabric --help tells more)')
    .configureOutput({
      writeOut: (text) => {
        stdout.write(text);
      },
      writeErr: (text) => {
        stderr.write(text);
      },
      getOutHelpWidth: () => Math.min(stdout.columns, 120),
      getErrHelpWidth: () => Math.min(stderr.columns, 120),
    })
    .addHelpText('after', EXIT_CODE_HELP);
  addInitCommand(root, context);
  addCheckCommand(root, context);
  addPlanCommand(root, context);
  addApplyCommand(root, context);
  addVerifyCommand(root, context);
  addDriftCommand(root, context);
  addForgetCommand(root, context);
  addWithdrawCommand(root, context);
  addResumeCommand(root, context);
  addUndoCommand(root, context);
  addRollbackCommand(root, context);
  addStatusCommand(root, context);
  addShowCommand(root, context);
  addAllocationCommand(root, context);
  addImportCommand(root, context);
  addLabCommand(root, context);
  addTwinCommand(root, context);
  return root;
}
