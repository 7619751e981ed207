import type { Query } from '../observation';
import { trimmedText } from './values';

/** Serial number of the chassis (`show chassis hardware`); '' where the device has none. */
export const CHASSIS_SERIAL: Query<string> = {
  rpc: 'get-chassis-inventory',
  args: {},
  read: (reply) => trimmedText(reply, 'chassis-inventory', 'chassis', 'serial-number'),
};
