import type { XmlElement } from '../../junos/formats/xml';
import { descendants } from '../../junos/formats/xml';
import { trimmedText } from './values';

/** Reads the reply of `get-alarm-information` (`show chassis alarms`): class and description of each, `Major FPC 0 Hard errors`. */
export function readAlarmInformation(reply: XmlElement): readonly string[] {
  return descendants(reply, 'alarm-detail').map((alarm) =>
    [trimmedText(alarm, 'alarm-class'), trimmedText(alarm, 'alarm-description')]
      .filter((text) => text !== '')
      .join(' '),
  );
}
