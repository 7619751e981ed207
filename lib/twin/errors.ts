import { FabricError } from '../model/fabric-error';

/** Statements of a device that the twin can neither run nor leave out. */
export function twinCannotRun(
  hostname: string,
  statements: readonly { readonly line: string; readonly reason: string }[],
): FabricError {
  const shown = statements.slice(0, 20).map(({ line, reason }) => `  ${line}: ${reason}`);
  const more = statements.length > shown.length ? [`  and ${statements.length - shown.length} more`] : [];
  return new FabricError(
    'twinCannotRun',
    [
      `the twin cannot run what ${hostname} has configured, and leaving it out would prove something else:`,
      ...shown,
      ...more,
    ].join('\n'),
  );
}

/** What is to run names or joins devices that are not there. */
export function invalidTwinPlan(problem: string): FabricError {
  return new FabricError('invalidTwinPlan', `the twin cannot be built: ${problem}`);
}

/** The machine does not let the twin run. */
export function twinUnavailable(missing: readonly string[]): FabricError {
  return new FabricError('twinUnavailable', `the twin cannot run on this machine: ${missing.join('; ')}`);
}

/** The nodes of a twin did not come up. */
export function twinDidNotStart(reason: string, logs: string): FabricError {
  const said = logs.trim() === '' ? '' : `; it said:\n${logs.trimEnd()}`;
  return new FabricError('twinDidNotStart', `the twin did not start: ${reason}${said}`);
}

/** A directory in which no twin runs. */
export function twinNotRunning(directory: string): FabricError {
  return new FabricError(
    'twinNotRunning',
    `no twin is running in ${directory}; start one with \`junos-fabric twin up\``,
  );
}

/** A directory in which a twin runs already, or that something else stands in. */
export function twinDirectoryTaken(directory: string, reason: string): FabricError {
  return new FabricError('twinDirectoryTaken', `the twin cannot use ${directory}: ${reason}`);
}

/** A node, link or session that the twin does not have. */
export function unknownTwinPart(what: string, name: string, known: readonly string[]): FabricError {
  const list = known.length === 0 ? 'there is none' : `there is ${known.join(', ')}`;
  return new FabricError('unknownTwinPart', `the twin has no ${what} ${name}; ${list}`);
}

/** A command in a node that ended with an error. */
export function twinCommandFailed(node: string, command: string, said: string): FabricError {
  return new FabricError('twinCommandFailed', `${node}: \`${command}\` failed: ${said.trim()}`);
}

/** Something that was waited for did not come. */
export function twinTimedOut(awaited: string, seconds: number, seen: string): FabricError {
  return new FabricError('twinTimedOut', `the twin waited ${seconds} s for ${awaited}; seen: ${seen}`);
}
