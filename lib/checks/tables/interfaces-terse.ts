import type { AddressFamily, LogicalInterface, PhysicalInterface } from '../replies/interface-information';

const HEADING = 'Interface               Admin Link Proto    Local                 Remote';

/** `show interfaces terse`, as the device's own command line prints it. */
export function formatInterfacesTerse(interfaces: readonly PhysicalInterface[]): string {
  const lines = interfaces.flatMap((physical) => [
    row(physical.name, physical.adminStatus, physical.operStatus),
    ...physical.logicalInterfaces.flatMap(unitLines),
  ]);
  return [HEADING, ...lines].map((line) => `${line.trimEnd()}\n`).join('');
}

function unitLines(unit: LogicalInterface): string[] {
  const [first, ...rest] = unit.addressFamilies.flatMap(familyCells);
  return [
    row(unit.name, unit.adminStatus, unit.operStatus) + (first ?? ''),
    ...rest.map((cells) => ' '.repeat(35) + cells),
  ];
}

/** The first address stands beside the family's name, the others below it. */
function familyCells(family: AddressFamily): string[] {
  const cells = (name: string, local: string, remote: string): string =>
    `${name.padEnd(8)} ${local.padEnd(21)} ${remote}`;
  const [first, ...rest] = family.addresses;
  return [
    cells(family.name, first?.local ?? '', first?.remote ?? ''),
    ...rest.map((address) => cells('', address.local, address.remote ?? '')),
  ];
}

/** Thirty-five characters, up to the column of the protocol family. */
function row(name: string, admin: string, link: string): string {
  return `${name.padEnd(23)} ${admin.padEnd(5)} ${link.padEnd(4)} `;
}
