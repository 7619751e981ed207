import { putCallersFirst } from './frames';

const FABRIC_ERROR = Symbol.for('cdktf-junos-fabric/FabricError');

/** An error whose message is meant for the person who wrote the intent or runs the rollout. `Code` is its code, where that is known. */
export class FabricError<Code extends string = string> extends Error {
  /** Whether `value` is an error of this library, from whichever copy of the package. */
  static isFabricError(value: unknown): value is FabricError {
    return typeof value === 'object' && value !== null && FABRIC_ERROR in value;
  }

  /** The error's name in `errors`, stable across releases: what scripts and tests match on. */
  readonly code: Code;
  /** Path of the construct that is wrong, where one is. */
  readonly constructPath?: string;
  /** The word of a configuration that is wrong, where one is: what a device names as `bad-element`. */
  readonly word?: string;

  constructor(code: Code, message: string, constructPath?: string, word?: string) {
    super(constructPath === undefined ? message : `${message}\n  at ${constructPath}`);
    this.name = 'FabricError';
    this.code = code;
    this.constructPath = constructPath;
    this.word = word;
    Object.defineProperty(this, FABRIC_ERROR, { value: true });
    putCallersFirst(this);
  }

  /** The same error, located at a construct. */
  at(constructPath: string): FabricError<Code> {
    return this.constructPath === undefined ? new FabricError(this.code, this.message, constructPath, this.word) : this;
  }
}

/** What a caught value says of itself, for the message of an error of ours. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
