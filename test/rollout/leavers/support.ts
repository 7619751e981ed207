import type { Leaver } from '../../../lib/intent/member-record';
import { memberRecord } from '../../../lib/intent/record-member';
import type { LoadedManifest } from '../../../lib/manifest/read-manifest';
import type { DataCenterProject } from '../support/data-center-project';
import type { GuideLab } from '../support/guide-lab';

/** What takes leaf14 out of the program of the data center, once nothing is drained there any more. */
export const LEAF14 = [
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

/** The same from the program as it is in the example. */
export const WITHOUT_LEAF14 = [[", drain: 'its network card is replaced on Thursday'", ''], ...LEAF14] as const;

/** Lines of the fabric's group that a device has. */
export function ours(project: DataCenterProject, hostname: string): string[] {
  return (project.configurations()[hostname] ?? []).filter((line) => line.includes('groups dc1 '));
}

/** A fabric after leaf12 has left the code. */
export function leaf12Left(
  guide: GuideLab,
  { manifest: { fabric } }: LoadedManifest = guide.manifest(),
  of: Partial<Leaver> = {},
): LoadedManifest {
  const leaf12 = fabric.devices.find(({ hostname }) => hostname === 'leaf12');
  if (leaf12 === undefined) throw new Error('leaf12 is in the guide');
  const leaver = { ...memberRecord(leaf12, fabric.name, 'known_hosts'), hostname: 'leaf12', ...of };
  const stays = ({ hostname }: { readonly hostname: string }): boolean => hostname !== 'leaf12';
  const servers = fabric.servers.map((one) => ({ ...one, attachments: one.attachments.filter(stays) }));
  const left = guide.manifest({ ...fabric, devices: fabric.devices.filter(stays), servers });
  return { ...left, manifest: { ...left.manifest, leavers: [leaver] } };
}
