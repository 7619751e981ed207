import { stanzasFile } from '../../lib/manifest/device-files';
import type { Precondition } from '../../lib/cdktf';
import { MANIFEST_DIRECTORY } from './steps';
import type { Triggers } from './triggers';
import { hclAttribute } from './triggers';

/**
 * The stanzas of a device, read from the file beside the Terraform JSON. As literals they would be templates, which
 * Terraform parses one by one. Where there is no such file the map is empty, so that `stanzaFilesAreOfThisSynth` gets to
 * speak before Terraform does, and a destroy, which needs none of them, goes its way.
 */
export function stanzaTriggers(hostname: string): Triggers {
  const read = (path: string): string => `try(jsondecode(file(${path})), {})`;
  return {
    json: `\${${read(`"${pathOf(hostname)}"`)}}`,
    hcl: hclAttribute(read(`join("/", [path.module, "${MANIFEST_DIRECTORY}/${stanzasFile(hostname)}"])`)),
  };
}

/**
 * Refuses stanza files that are missing or not of the same synth, at plan and once more at apply before any device is
 * touched: a saved plan holds the Terraform JSON and not the files beside it.
 *
 * @param digests - the local map of their SHA-256 by host name, as an expression without `${}`
 */
export function stanzaFilesAreOfThisSynth(digests: string): Precondition {
  const read = `try(filesha256("${pathOf('${name}')}"), "")`;
  return {
    condition: `\${alltrue([for name, digest in ${digests} : ${read} == digest])}`,
    errorMessage:
      `These files are missing or are not those of the synth that wrote this Terraform configuration: ` +
      `\${join(", ", [for name, digest in ${digests} : "${MANIFEST_DIRECTORY}/${stanzasFile('${name}')}" if ${read} != digest])}. ` +
      `The stack directory travels as a whole, and a saved plan goes with the directory that it was made in: ` +
      `bring all of it, or synthesize and plan again.`,
  };
}

function pathOf(hostname: string): string {
  return `\${path.module}/${MANIFEST_DIRECTORY}/${stanzasFile(hostname)}`;
}
