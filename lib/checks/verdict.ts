/** Whether an expectation holds, and what was seen. */
export interface Verdict {
  readonly holds: boolean;
  /** What the device shows, in Junos' words. */
  readonly seen: string;
}
