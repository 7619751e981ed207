/** Something that happened in a lab, told while it happens. */
export type LabEvent =
  /** An RPC arrived; what the device does to it comes next. */
  | {
      readonly type: 'rpcArrived';
      readonly hostname: string;
      readonly name: string;
      readonly children: readonly string[];
      readonly pid: number;
    }
  /** What devices report may be different now: a commit, a rollback, a cable, a device that came or went, a session. */
  | { readonly type: 'stateChanged' };

/** Who is told. */
export type LabListener = (event: LabEvent) => void;
