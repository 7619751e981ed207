import type { IConstruct } from 'constructs';
import type { DeviceIntent, RawStatementIntent } from '../../lib/intent/fabric-intent';
import { compareText } from '../../lib/model/order';
import { isInTree } from '../private/marks';

/** Set lines as the device that gets them sees them. */
export interface DeviceStatements extends IConstruct {
  /** @internal */
  _intents(): RawStatementIntent[];
}

/** The lines of a device, by construct and then in the order they were written; absent when there are none. */
export function rawStatementIntents(given: readonly DeviceStatements[]): Pick<DeviceIntent, 'statements'> {
  const statements = given
    .filter(isInTree)
    .sort((a, b) => compareText(a.node.path, b.node.path))
    .flatMap((one) => one._intents());
  return statements.length === 0 ? {} : { statements };
}
