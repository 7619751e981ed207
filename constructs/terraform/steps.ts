import type { LocalExecProvisioner } from '../../lib/cdktf';
import { Token } from '../../lib/cdktf';
import type { Carrier } from '../fabric/carrier';
import { AtSynth } from './at-synth';
import { CarrierResource } from './carrier-resource';

/** Name of the bundled CLI in the stack directory. */
export const CLI_FILE = 'junos-fabric.cjs';

/** Directory of the manifest in the stack directory. */
export const MANIFEST_DIRECTORY = 'junos';

const MANIFEST = `\${path.module}/${MANIFEST_DIRECTORY}/fabric.json`;

/** Create step of the rollout. */
export function applyStep(manifestDigest: () => string): LocalExecProvisioner {
  const digest = Token.asString(new AtSynth(manifestDigest));
  return step(['apply', '--manifest', MANIFEST, '--from-terraform', '--digest'], digest);
}

/** Destroy step of the whole stack. */
export function withdrawAllStep(): LocalExecProvisioner {
  const words = ['withdraw', '--manifest', MANIFEST, '--from-terraform'];
  return { ...step(words, '--all'), when: 'destroy' };
}

/** Destroy step of one device. It may refer to nothing but itself, and the construct is gone by then. */
export function withdrawRemovedStep(carrier: Carrier): LocalExecProvisioner {
  const words = ['withdraw', '--manifest', MANIFEST, '--from-terraform', '--removed'];
  return { ...step(words, `\${self.${CarrierResource.triggersOf(carrier)}.device}`), when: 'destroy' };
}

/**
 * Terraform appends `command` to `interpreter` as the last argument. There is no shell between: it would quote differently
 * on each platform, and what Terraform kills would not be the process that holds the pipe to the one at work.
 */
function step(words: readonly string[], lastWord: string): LocalExecProvisioner {
  const interpreter = ['node', `\${path.module}/${CLI_FILE}`, ...words];
  return { type: 'local-exec', interpreter, command: lastWord };
}
