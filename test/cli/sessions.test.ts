import { lookAtEach } from '../../lib/cli/sessions';
import type { DeviceSession } from '../../lib/rollout/device-session';
import { DEVICES_AT_ONCE, devicesAtOnce } from '../../lib/checks/devices-at-once';
import { guideFabric } from '../support/fabric-fixture';

const { devices } = guideFabric({ hostnames: Array.from({ length: 70 }, (_, i) => `leaf${i + 10}`) });

test('so many sessions are open at a time, however many devices there are, and each is closed when its device is done', async () => {
  const open = new Set<string>();
  let most = 0;
  const looked: string[] = [];
  await lookAtEach(
    devices,
    ({ hostname }) => {
      open.add(hostname);
      most = Math.max(most, open.size);
      return Promise.resolve({ close: () => Promise.resolve(open.delete(hostname)) } as unknown as DeviceSession);
    },
    DEVICES_AT_ONCE,
    async ({ hostname }) => {
      await new Promise(setImmediate);
      looked.push(hostname);
    },
  );
  expect(looked.sort()).toEqual(devices.map(({ hostname }) => hostname).sort());
  expect(most).toBe(DEVICES_AT_ONCE);
  expect(open.size).toBe(0);
});

test('a device that is slow to answer holds up no other', async () => {
  let answer: (() => void) | undefined;
  const looked: string[] = [];
  await lookAtEach(
    devices,
    () => Promise.reject(new Error('no route to host')),
    DEVICES_AT_ONCE,
    async ({ hostname }, opened) => {
      if (hostname === 'leaf10') await new Promise<void>((resolve) => (answer = resolve));
      looked.push(hostname);
      if (looked.length === devices.length - 1) answer?.();
      expect(opened).toEqual({ message: expect.stringContaining('no route to host') as string });
    },
  );
  expect(looked.at(-1)).toBe('leaf10');
});

test.each([
  ['a usual fabric twenty', 3, 100, 20],
  ['a large one fewer, since each answer names every prefix', 70, 300, 7],
  ['the largest one', 70, 5000, 1],
])('at a time are asked of %s', (_, leaves, prefixes, atOnce) => {
  const fabric = guideFabric({
    hostnames: Array.from({ length: leaves }, (_, i) => `leaf${i + 10}`),
    prefixes: Array.from({ length: prefixes }, (_, i) => `10.${i >> 8}.${i & 255}.0/24`),
  });
  expect(devicesAtOnce(fabric)).toBe(atOnce);
});
