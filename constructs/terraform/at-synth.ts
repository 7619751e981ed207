import type { IResolvable, IResolveContext } from '../../lib/cdktf';

/**
 * A value that is produced when the stack is rendered, each time anew. While cdktf only looks for cross-stack references
 * (its preparing pass, before validations and Aspects) nothing is produced: there are none in it.
 */
export class AtSynth implements IResolvable {
  readonly creationStack: string[] = [];
  private readonly produce: () => unknown;

  constructor(produce: () => unknown) {
    this.produce = produce;
  }

  resolve(context: IResolveContext): unknown {
    return context.preparing ? undefined : this.produce();
  }

  toString(): string {
    return '<known at synth>';
  }
}
