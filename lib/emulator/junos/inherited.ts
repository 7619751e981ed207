import type { Configuration } from '../../junos/tree/configuration';
import { inherit } from '../../junos/inheritance/inheritance';
import { remembered } from './remembered';

/** What is in effect of a committed or candidate configuration: nobody changes either, nor what is returned. */
export const inheritedBy = remembered((configuration: Configuration) => inherit(configuration));
