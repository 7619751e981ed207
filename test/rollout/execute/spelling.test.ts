import type { Check } from '../../../lib/checks/check-kinds';
import type { Configuration } from '../../../lib/junos/tree/configuration';
import { readSet } from '../../../lib/junos/formats/set-reader';
import type { DeviceChange } from '../../../lib/rollout/group/device-change';
import { deviceChange } from '../../../lib/rollout/group/device-change';
import { stillConfigured } from '../../../lib/rollout/execute/still-configured';
import { Touched } from '../../../lib/rollout/plan/impact/touched';
import { sessionsBefore } from '../../../lib/rollout/plan/waves/server-sessions';

const AS_CHECKED = '2001:db8:5::2';
const STILL_UP: Check = {
  kind: 'sessionStillUp',
  hostnames: ['leaf10'],
  constructPath: 'dc1/leaf10',
  expect: 'UP',
  instance: 'VRF_5',
  neighbor: AS_CHECKED,
};

/** A session whose neighbor is written as somebody has typed it. */
function typed(peerAs = 4220000001): Configuration {
  return readSet(
    `set routing-instances VRF_5 protocols bgp group server1 neighbor 2001:DB8:5:0:0:0:0:2 peer-as ${peerAs}\n`,
  );
}

describe('a neighbor is the same however the configuration spells it', () => {
  test('for the attachments of servers', () => {
    const [session] = sessionsBefore({ before: typed() } as DeviceChange);
    expect([...(session?.neighbors ?? [])]).toEqual([AS_CHECKED]);
  });

  test('for what a change touches', () => {
    const wanted = [{ name: 'dc1', content: typed(), exclusive: true }];
    expect(new Touched(deviceChange(readSet(''), wanted, 'change-1')).covers(STILL_UP)).toBe(true);
  });

  test('for what is still configured after a way back', () => {
    expect(stillConfigured([STILL_UP], typed(), typed(4220000002))).toEqual([STILL_UP]);
    expect(stillConfigured([STILL_UP], typed(), readSet(''))).toEqual([]);
  });
});
