import { askedOf } from '../../lib/checks/check';
import type { Check } from '../../lib/checks/check-kinds';
import { kindOf } from '../../lib/checks/check-kinds';

/** What one device is asked. */
export function checksOn(hostname: string, checks: readonly Check[]): Check[] {
  return checks.flatMap((check) => askedOf(check, (one) => one === hostname));
}

/** What one device is asked, a line each. */
export function linesOn(hostname: string, checks: readonly Check[]): string[] {
  return checksOn(hostname, checks).map((check) => kindOf(check).describe(check, hostname));
}

/** Every check on every of its devices, a line each. */
export function linesOf(checks: readonly Check[]): string[] {
  return checks.flatMap((check) =>
    check.hostnames.map((hostname) => `${hostname}: ${kindOf(check).describe(check, hostname)}`),
  );
}
