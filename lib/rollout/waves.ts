/**
 * Which devices change at the same time: one after the other, in the order of their hostnames, so that a server never
 * has two homes in motion.
 */
export function waves<T extends { readonly device: { readonly hostname: string } }>(changes: readonly T[]): T[][] {
  const hostnameOf = (change: T): string => change.device.hostname;
  return [...changes].sort((one, other) => (hostnameOf(one) < hostnameOf(other) ? -1 : 1)).map((change) => [change]);
}
