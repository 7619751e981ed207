/** What `terraform plan` printed, resource by resource. */
export interface PrintedPlan {
  /** Addresses of the resources it would change, sorted. */
  readonly resources: readonly string[];
  /** The lines within the values of a resource that are marked + or −, without their indentation. */
  lines(address: string): string[];
}

/** Reads the text of a plan. */
export function planOf(text: string): PrintedPlan {
  const sections = text.split(/^ {2}# /m).slice(1);
  const byAddress = new Map(sections.map((section) => [section.split(' ', 1)[0] ?? '', section]));
  return {
    resources: [...byAddress.keys()].sort(),
    lines: (address) => marked(byAddress.get(address) ?? ''),
  };
}

/** Text stands in heredocs; what is marked outside of them is the resource itself. */
function marked(section: string): string[] {
  const heredocs = section.match(/<<-EOT\n[\s\S]*?\n\s*EOT$/gm) ?? [];
  return heredocs
    .flatMap((text) => text.split('\n').filter((line) => /^\s*[+-] /.test(line)))
    .map((line) => line.trim().replace(/^([+-])\s+/, '$1 '));
}
