import { consentForWhich, invalidDriftDigest } from './errors';
import { reasonMissing } from '../private/errors';
import type { ConsentIntent } from '../../lib/intent/fabric-intent';
import type { PropKinds } from '../private/props';
import { construct, requireProps, TEXT } from '../private/props';
import type { IFabricDevice } from '../device/fabric-device';
import type { IVrf } from '../vrf/vrf5-instance';

/** For `Consent.forwardingRestart`. */
export interface ForwardingRestartConsent {
  /** The device whose forwarding engine may restart. */
  readonly device?: IFabricDevice;

  /**
   * Host name of a device that has left the code, in place of `device`.
   * @default - the device
   */
  readonly hostName?: string;

  /** Why now; whoever reviews the change reads it, and it stays in the manifest. */
  readonly reason: string;
}

/** For `Consent.overwriteDrift`. */
export interface OverwriteDriftConsent {
  /** The device whose group was edited by hand. */
  readonly device?: IFabricDevice;

  /**
   * Host name of a device that has left the code, in place of `device`.
   * @default - the device
   */
  readonly hostName?: string;

  /** Digest of the edit that may be lost, as the stopped rollout printed it. Another edit is not covered. */
  readonly digest: string;

  /** Why the edit may be lost; whoever reviews the change reads it, and it stays in the manifest. */
  readonly reason: string;
}

/** For `Consent.lastAttachment`. */
export interface LastAttachmentConsent {
  /** Host name of the device that has left the code. */
  readonly hostName: string;

  /** Why its servers may be without service; whoever reviews the change reads it, and it stays in the manifest. */
  readonly reason: string;
}

/** For `Consent.partition`. */
export interface PartitionConsent {
  /** The VRF whose leaves may not hear one another, and whose servers may lose attachments, while the change is under way. */
  readonly vrf: IVrf;

  /** Why now; whoever reviews the change reads it, and it stays in the manifest. */
  readonly reason: string;
}

/** Something dangerous that the user agrees to, in code, because nobody can answer a prompt in a pipeline. */
export class Consent {
  /**
   * A commit may restart the forwarding engine of a device, which interrupts all its traffic. Statements of which the
   * library does not know what they disrupt are taken for the worst, and need this consent too.
   * @throws FabricError when the reason is empty
   */
  static forwardingRestart(consent: ForwardingRestartConsent): Consent {
    requireProps(undefined, consent, FORWARDING_RESTART);
    return new Consent('forwardingRestart', consent);
  }

  /**
   * A hand-made edit of the fabric's group on a device may be overwritten.
   * @throws FabricError when the reason is empty, or the digest is none that a rollout prints
   */
  static overwriteDrift(consent: OverwriteDriftConsent): Consent {
    requireProps(undefined, consent, OVERWRITE_DRIFT);
    if (!/^[0-9a-f]{8,64}$/.test(consent.digest)) throw invalidDriftDigest(consent.digest);
    return new Consent('overwriteDrift', consent);
  }

  /**
   * A device that has left the code may take the last attachment of servers with it, so that they are without service.
   * @throws FabricError when the reason is empty
   */
  static lastAttachment(consent: LastAttachmentConsent): Consent {
    requireProps(undefined, consent, LAST_ATTACHMENT);
    return new Consent('lastAttachment', consent);
  }

  /**
   * The leaves of a VRF may not hear one another while a change is under way, because some know it by other route targets,
   * another VNI or another overlay AS number than the rest; and its servers may have less meanwhile than they have to
   * survive.
   * @throws FabricError when the reason is empty
   */
  static partition(consent: PartitionConsent): Consent {
    requireProps(undefined, consent, PARTITION);
    return new Consent('partition', consent);
  }

  /** @internal */
  readonly _device?: IFabricDevice;
  /** @internal */
  readonly _vrf?: IVrf;
  /** @internal */
  readonly _leaver?: string;
  private readonly kind: ConsentIntent['kind'];
  private readonly digest: string;
  private readonly reason: string;

  private constructor(kind: ConsentIntent['kind'], subject: ConsentSubject) {
    if (subject.reason.trim() === '') throw reasonMissing('consent');
    this.kind = kind;
    this._device = subject.device;
    this._vrf = subject.vrf;
    this._leaver = subject.hostName;
    if (subject.vrf === undefined && (subject.device === undefined) === (subject.hostName === undefined)) {
      throw consentForWhich();
    }
    this.digest = subject.digest ?? '';
    this.reason = subject.reason;
  }

  /** @internal */
  _intent(): ConsentIntent {
    const { kind, digest, reason } = this;
    const hostname = this._device?.hostName ?? this._leaver ?? '';
    switch (kind) {
      case 'partition':
        return { kind, vrf: this._vrf?.vrfName ?? '', reason };
      case 'overwriteDrift':
        return { kind, hostname, digest, reason };
      case 'forwardingRestart':
      case 'lastAttachment':
        return { kind, hostname, reason };
    }
  }
}

interface ConsentSubject {
  readonly device?: IFabricDevice;
  readonly hostName?: string;
  readonly vrf?: IVrf;
  readonly digest?: string;
  readonly reason: string;
}

const DEVICE = construct('a LeafDevice or SpineDevice');
const FORWARDING_RESTART: PropKinds<ForwardingRestartConsent> = {
  required: { reason: TEXT },
  optional: { device: DEVICE, hostName: TEXT },
};
const OVERWRITE_DRIFT: PropKinds<OverwriteDriftConsent> = {
  required: { digest: TEXT, reason: TEXT },
  optional: { device: DEVICE, hostName: TEXT },
};
const LAST_ATTACHMENT: PropKinds<LastAttachmentConsent> = {
  required: { hostName: TEXT, reason: TEXT },
  optional: {},
};
const PARTITION: PropKinds<PartitionConsent> = {
  required: { vrf: construct('a Vrf5Instance'), reason: TEXT },
  optional: {},
};
