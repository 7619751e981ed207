import { noGlobalExpect } from './errors';
import type { FabricMatchers } from './matcher-types';
import { fabricMatchers } from './matchers';

declare global {
  namespace jest {
    interface Matchers<R, T> extends FabricMatchers<R> {}
  }
}

/** The `expect` of Jest, or of Vitest with `globals: true`. */
interface GlobalExpect {
  readonly expect?: { extend(matchers: object): void };
}

const { expect } = globalThis as GlobalExpect;
if (expect === undefined) throw noGlobalExpect();
expect.extend(fabricMatchers);
