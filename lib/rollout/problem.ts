import { FabricError } from '../model/fabric-error';

/** One reason why a change was refused or failed, on which device. */
export interface Problem<Code extends string = string> {
  readonly hostname?: string;
  /** Code of the error, stable across releases. */
  readonly code: Code;
  readonly message: string;
  readonly constructPath?: string;
}

/** An error as a problem of a device. An error that is not the library's own keeps its text: it is still a reason. */
export function problemOf<Code extends string>(error: FabricError<Code>, hostname?: string): Problem<Code>;
export function problemOf(error: unknown, hostname?: string): Problem;
export function problemOf(error: unknown, hostname?: string): Problem {
  if (FabricError.isFabricError(error)) {
    return { hostname, code: error.code, message: error.message, constructPath: error.constructPath };
  }
  return { hostname, code: 'unexpected', message: error instanceof Error ? error.message : String(error) };
}

/** Runs a step on a device; what it throws is its problem. */
export async function problemsOf(hostname: string | undefined, step: () => Promise<void>): Promise<Problem[]> {
  try {
    await step();
    return [];
  } catch (error) {
    return [problemOf(error, hostname)];
  }
}

/** Whether the session is still good after the error: the device itself said no, or said less than was needed. */
export function isRefusal(error: unknown): boolean {
  return FabricError.isFabricError(error) && REFUSALS.has(error.code);
}

const REFUSALS: ReadonlySet<string> = new Set([
  'deviceRefused',
  'configurationLocked',
  'candidateModified',
  'lockRequired',
  'checkWouldConfirm',
  'replyIncomplete',
  'commitUnproven',
]);
