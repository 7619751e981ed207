import type { Configuration } from '../junos/tree/configuration';

/** What the fabric puts on one device, in plain form: without the groups it travels in. */
export interface RenderedDevice {
  /** Contents of the fabric's configuration group. */
  readonly group: Configuration;
  /** Contents of `<fabric>-base`: device-wide statements that the fabric configures. Often empty. */
  readonly base: Configuration;
}
