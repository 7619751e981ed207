/** Secrets as plain data: where they are, never what they are. */

/** Where a secret is that goes onto a device; never the secret itself. */
export type SecretIntent =
  | { readonly from: 'environment'; readonly variable: string }
  | { readonly from: 'file'; readonly path: string }
  /**
   * Program and arguments, run without a shell; the secret is its first line of output. `environment` names the variables that
   * it gets besides the usual ones.
   */
  | { readonly from: 'command'; readonly command: readonly string[]; readonly environment?: readonly string[] };

/** Keys that follow one another without ending a session. */
export interface KeyChainIntent {
  readonly name: string;
  readonly constructPath: string;
  /** False where others configure the chain: only its name is known. */
  readonly owned: boolean;
  /** Sorted by id. */
  readonly keys: readonly KeyIntent[];
}

/** One key of a chain. */
export interface KeyIntent {
  /** 0 to 63. */
  readonly id: number;
  readonly secret: SecretIntent;
  /** From when it is used: `2026-01-01.00:00:00 +0000`. */
  readonly startTime: string;
  /** Absent means the device's default. */
  readonly algorithm?: 'md5' | 'hmac-sha-1' | 'ao';
  readonly ao?: {
    readonly sendId: number;
    readonly recvId: number;
    readonly cryptographicAlgorithm: 'hmac-sha-1-96' | 'aes-128-cmac-96';
  };
}
