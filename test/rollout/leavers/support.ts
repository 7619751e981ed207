import type { DataCenterProject } from '../support/data-center-project';

/** What takes leaf14 out of the program of the data center. */
export const WITHOUT_LEAF14 = [
  [", drain: 'its network card is replaced on Thursday'", ''],
  ["    const leaf14 = this.leaf('leaf14', '192.168.1.14', 'side B', '21.4R3');\n", ''],
  ['this.firstDeployment(leaf11, leaf12, leaf13, leaf14);', 'this.firstDeployment(leaf11, leaf12, leaf13);'],
  ['        ...spines.map((spine, s) => single(leaf14, spine, s)),\n', ''],
  ['this.serversOf5(vrf5, leaf11, leaf12, leaf13, leaf14);', 'this.serversOf5(vrf5, leaf11, leaf12, leaf13);'],
  ['this.serversOf6(vrf6, leaf13, leaf14);', 'this.serversOf6(vrf6, leaf13);'],
  ['    leaf13: LeafDevice,\n    leaf14: LeafDevice,\n', '    leaf13: LeafDevice,\n'],
  ['leaf13: LeafDevice, leaf14: LeafDevice', 'leaf13: LeafDevice'],
  ["        { leaf: leaf14, interface: 'et-0/0/5' },\n", ''],
  ["        { leaf: leaf14, interface: 'et-0/0/6', backup: true },\n", ''],
  ["        { leaf: leaf14, interface: 'et-0/0/7' },\n", ''],
] as const;

/** Lines of the fabric's group that a device has. */
export function ours(project: DataCenterProject, hostname: string): string[] {
  return (project.configurations()[hostname] ?? []).filter((line) => line.includes('groups dc1 '));
}
