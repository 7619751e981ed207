/** Something in the configuration of a device that a check stands on: what changes it explains that the check fails. */
export type Dependency =
  /** An interface, physical or logical. */
  | { readonly on: 'interface'; readonly name: string }
  /** A BGP group with all that it uses; `master` is the main instance. */
  | { readonly on: 'bgpGroup'; readonly instance: string; readonly group: string }
  /** The session to an address; without an instance, in any. */
  | { readonly on: 'bgpSession'; readonly instance?: string; readonly neighbor: string }
  /** What is accepted into a routing table, for example `VRF_5.inet.0`. */
  | { readonly on: 'table'; readonly table: string }
  /** Whatever the device does in the fabric. */
  | { readonly on: 'device' };
