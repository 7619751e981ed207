/** Linux takes 15 characters, and neither `/` nor `:`. */
const MOST = 15;

/** Name of a Junos interface in the kernel: `et-0/0/15.0` is `et-0_0_15`, a tagged unit keeps its number. */
export function kernelName(port: string, unit: string, tagged: boolean): string {
  const plain = port.replaceAll('/', '_').replaceAll(':', 'c');
  const name = tagged || unit !== '0' ? `${plain}.${unit}` : plain;
  return name.length <= MOST ? name : `if${checksum(name)}`;
}

/** A short name that is the same each time: FNV-1a, 32 bits. */
export function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash ^= character.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, '0');
}
