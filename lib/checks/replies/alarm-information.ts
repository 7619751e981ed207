import type { XmlElement } from '../../junos/formats/xml';
import { descendants } from '../../junos/formats/xml';
import { trimmedText } from './values';
import type { Query } from '../observation';

/** `show chassis alarms`. Those of the system are about licences and the rescue configuration, and no fault. */
export const ALARMS: Query<readonly string[]> = {
  rpc: 'get-alarm-information',
  args: {},
  read: readAlarmInformation,
};

/** Reads the reply of `get-alarm-information` (`show chassis alarms`): class and description of each, `Major FPC 0 Hard errors`. */
function readAlarmInformation(reply: XmlElement): readonly string[] {
  return descendants(reply, 'alarm-detail').map((alarm) =>
    [trimmedText(alarm, 'alarm-class'), trimmedText(alarm, 'alarm-description')]
      .filter((text) => text !== '')
      .join(' '),
  );
}
