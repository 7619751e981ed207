import type { DeviceIntent } from '../../lib/intent/fabric-intent';
import { compareText } from '../../lib/model/order';
import type { JunosStatements } from './junos-statements';
import { isInTree } from '../private/marks';

/** The lines of a device, by construct and then in the order they were written; absent when there are none. */
export function rawStatementIntents(given: readonly JunosStatements[]): Pick<DeviceIntent, 'statements'> {
  const statements = given
    .filter(isInTree)
    .sort((a, b) => compareText(a.node.path, b.node.path))
    .flatMap((one) => one._intents());
  return statements.length === 0 ? {} : { statements };
}
