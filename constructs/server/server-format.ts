/** In which form the server's own side of its sessions and links is written. */
export enum ServerFormat {
  /** FRR 8 and later: one `frr.conf`, which `vtysh -b` hands to the daemons, and two files for the host beside it. */
  FRR = 'FRR',
  /** FRR 8 without integrated configuration: `bgpd.conf`, `zebra.conf`, `bfdd.conf` where there is BFD, and the same two. */
  FRR_DAEMONS = 'FRR_DAEMONS',
  /** BIRD 2: `bird.conf`, and a file for `sysctl.d`. */
  BIRD = 'BIRD',
  /** Junos, where the server is a router: interfaces, policies and sessions as set lines, `junos.set`. */
  JUNOS = 'JUNOS',
  /** Addresses, VLANs and bonds for netplan: `netplan.yaml`, and two files for systemd, which netplan has no words for. */
  NETPLAN = 'NETPLAN',
  /** Addresses, VLANs and bonds for systemd-networkd: `.network` and `.netdev` files, and the same two. */
  NETWORKD = 'NETWORKD',
}
