import type { Configuration } from '../junos/tree/configuration';
import { secretLeaves } from '../junos/tree/secret-leaves';
import { quoteWord } from '../junos/tree/words';
import { concealedForm } from './concealed';
import { revealIn } from './vault';

const SET_LINE = /^(set .* )(\S+)$/gm;

/**
 * How one device has encoded its secrets. A secret that stays is loaded in the form that it has there: Junos would encode it
 * anew, and its processes would see a key that has changed.
 */
export class EncodedForms {
  private readonly byPath = new Map<string, { readonly concealed: string; readonly encoded: string }>();

  /** Conceals the secrets of a configuration that was read from the device, in place. */
  conceal(configuration: Configuration): Configuration {
    for (const { path, node } of secretLeaves(configuration)) {
      const encoded = node.value;
      node.value = concealedForm(encoded);
      this.byPath.set(beginningOf(path), { concealed: node.value, encoded });
    }
    return configuration;
  }

  /** What is loaded, with its secrets. */
  reveal(content: string, format: 'set' | 'text' | 'xml'): string {
    const kept = content.replace(SET_LINE, (line, beginning: string, last: string) => {
      const form = this.byPath.get(beginning);
      return form?.concealed === last ? `${beginning}${quoteWord(form.encoded)}` : line;
    });
    return revealIn(kept, format);
  }
}

function beginningOf(path: readonly string[]): string {
  return ['set', ...path].map((word) => `${quoteWord(word)} `).join('');
}
