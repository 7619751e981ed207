import { reasonMissing, unusableText } from '../lib/errors';
import type { ConsentIntent } from '../lib/intent/fabric-intent';
import type { ILeafDevice } from './leaf-device';

/** For `Consent.forwardingRestart`. */
export interface ForwardingRestartConsent {
  /** The device whose forwarding engine may restart. */
  readonly device: ILeafDevice;

  /** Why now; whoever reviews the change reads it, and it stays in the manifest. */
  readonly reason: string;
}

/** For `Consent.overwriteDrift`. */
export interface OverwriteDriftConsent {
  /** The device whose group was edited by hand. */
  readonly device: ILeafDevice;

  /** Digest of the edit that may be lost, as the stopped rollout printed it. Another edit is not covered. */
  readonly digest: string;

  /** Why the edit may be lost; whoever reviews the change reads it, and it stays in the manifest. */
  readonly reason: string;
}

type ConsentWithoutHost =
  { readonly kind: 'forwardingRestart' } | { readonly kind: 'overwriteDrift'; readonly digest: string };

/** Something dangerous that the user agrees to, in code, because nobody can answer a prompt in a pipeline. */
export class Consent {
  /**
   * A commit may restart the forwarding engine of a device, which interrupts all its traffic. Statements of which the
   * library does not know what they disrupt are taken for the worst, and need this consent too.
   * @throws FabricError when the reason is empty
   */
  static forwardingRestart(consent: ForwardingRestartConsent): Consent {
    return new Consent(consent.device, { kind: 'forwardingRestart' }, consent.reason);
  }

  /**
   * A hand-made edit of the fabric's group on a device may be overwritten.
   * @throws FabricError when the reason or the digest is empty
   */
  static overwriteDrift(consent: OverwriteDriftConsent): Consent {
    if (!/^[0-9a-f]{8,64}$/.test(consent.digest)) throw unusableText('digest', consent.digest, 64);
    return new Consent(consent.device, { kind: 'overwriteDrift', digest: consent.digest }, consent.reason);
  }

  /** @internal */
  readonly _device: ILeafDevice;
  private readonly what: ConsentWithoutHost;
  private readonly reason: string;

  private constructor(device: ILeafDevice, what: ConsentWithoutHost, reason: string) {
    if (reason.trim() === '') throw reasonMissing('consent');
    this._device = device;
    this.what = what;
    this.reason = reason;
  }

  /** @internal */
  _intent(): ConsentIntent {
    const { what, reason } = this;
    const hostname = this._device.hostName;
    return what.kind === 'forwardingRestart'
      ? { kind: what.kind, hostname, reason }
      : { kind: what.kind, hostname, digest: what.digest, reason };
  }
}
