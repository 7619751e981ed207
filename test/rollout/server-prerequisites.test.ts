import type { DeviceIntent } from '../../lib/intent/fabric-intent';
import { Configuration } from '../../lib/junos/tree/configuration';
import { prerequisiteProblems } from '../../lib/rollout/plan/assess/prerequisites';
import { fabric, leaf } from '../render/scenarios';

const BREAKOUT = { constructPath: 'dc1/breakout', port: 'et-0/0/3', channelSpeed: '10g' } as const;

/** What is missing on a device that has these lines, beside what every device needs. */
function missing(different: Partial<DeviceIntent>, ...lines: readonly string[]): string[] {
  const effective = new Configuration();
  const common = [
    'routing-options autonomous-system 4210000001',
    'switch-options vtep-source-interface lo0.0',
    'routing-options forwarding-table export balance',
    'policy-options policy-statement balance then load-balance per-packet',
  ];
  for (const line of [...common, ...lines]) effective.set(...line.split(' '));
  const device = leaf(different);
  return prerequisiteProblems(device, fabric({ devices: [device] }), effective).map(({ message }) => message);
}

test('a port that is to be split must be, at this speed', () => {
  const { prerequisites } = leaf({});
  const split = { breakouts: [BREAKOUT], prerequisites: { ...prerequisites, breakouts: 'PRESENT' } } as const;
  const line = 'chassis fpc 0 pic 0 port 3 channel-speed';
  expect(missing(split, `${line} 10g`)).toEqual([]);
  expect(missing(split, `${line} 25g`)).toEqual([expect.stringContaining(`set ${line} 10g`)]);
  expect(missing(split)).toHaveLength(1);
});

test('on Junos Evolved it is the interface that is split', () => {
  const { prerequisites } = leaf({});
  const split = {
    model: 'qfx5130-32cd',
    junos: '23.4R1-EVO',
    breakouts: [{ ...BREAKOUT, channels: 4 }],
    prerequisites: { ...prerequisites, breakouts: 'PRESENT' },
  } as const;
  expect(missing(split, 'interfaces et-0/0/3 speed 10g', 'interfaces et-0/0/3 number-of-sub-ports 4')).toEqual([]);
  expect(missing(split, 'interfaces et-0/0/3 speed 10g')).toEqual([expect.stringContaining('number-of-sub-ports 4')]);
});

test('graceful restart must be on for the device', () => {
  const { prerequisites } = leaf({});
  const restarting = { prerequisites: { ...prerequisites, gracefulRestart: 'PRESENT' } } as const;
  expect(missing(restarting, 'routing-options graceful-restart')).toEqual([]);
  expect(missing(restarting, 'routing-options graceful-restart disable')).toHaveLength(1);
  expect(missing(restarting)).toEqual([expect.stringContaining('set routing-options graceful-restart')]);
  expect(missing(restarting, 'routing-options nonstop-routing')).toEqual([
    expect.stringContaining('`nonstop-routing`, beside which Junos does not commit it'),
  ]);
});
