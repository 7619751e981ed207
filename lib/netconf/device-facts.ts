import type { XmlElement } from '../junos/formats/xml';
import { child, descendants, textOf } from '../junos/formats/xml';

/** What a device says it is. */
export interface DeviceFacts {
  readonly hostname: string;
  /** In lower case, for example `qfx10002-60c`. */
  readonly model: string;
  /** Release as the device prints it, build included, for example `19.1R2.8`. */
  readonly junos: string;
  /** Routing engines that answered; members count, where several devices act as one. */
  readonly routingEngines: number;
}

/** Facts as far as one reply has them. */
export type PartialFacts = Partial<Omit<DeviceFacts, 'routingEngines'>>;

/** Reads the reply to `get-software-information`. Where several routing engines answer, the first one speaks. */
export function readSoftwareInformation(reply: XmlElement): PartialFacts & { readonly routingEngines: number } {
  const [first] = descendants(reply, 'software-information');
  return {
    hostname: first && textOf(first, 'host-name'),
    model: first && textOf(first, 'product-model')?.toLowerCase(),
    junos: first && (textOf(first, 'junos-version') ?? packageRelease(first)),
    routingEngines: Math.max(1, descendants(reply, 'multi-routing-engine-item').length),
  };
}

/**
 * Older releases name their release only in the comment of a package: `JUNOS Base OS Software Suite [17.3R3.10]`. Evolved puts
 * the package itself there: `JUNOS-EVO OS 64-bit [junos-evo-install-qfx-ms-x86-64-23.4R2-S4.4-EVO]`, at times with a builder behind it.
 */
function packageRelease(information: XmlElement): string | undefined {
  const comment = child(information, 'package-information');
  const named = comment && /\[([^[\]]+)\]/.exec(textOf(comment, 'comment') ?? '')?.[1];
  const [before = '', behind] = named?.split('-EVO', 2) ?? [];
  if (behind === undefined) return named;
  return `${/\d{1,2}\.\d{1,2}[A-Z]\d{1,4}(?:-[SD]\d{1,4})?(?:\.\d{1,4})?$/.exec(before)?.[0] ?? before}-EVO`;
}

/** Reads the reply to `get-system-information`. */
export function readSystemInformation(reply: XmlElement): PartialFacts {
  const [first] = descendants(reply, 'system-information');
  return {
    hostname: first && textOf(first, 'host-name'),
    model: first && textOf(first, 'hardware-model')?.toLowerCase(),
    junos: first && textOf(first, 'os-version'),
  };
}
