/** What happens on a device when its construct is deleted. */
export enum RemovalPolicy {
  /** Everything that the fabric configured on the device is taken away. */
  WITHDRAW = 'WITHDRAW',
  /** The configuration stays and the device is forgotten: for hardware that is dead or given to others. */
  RETAIN = 'RETAIN',
}
