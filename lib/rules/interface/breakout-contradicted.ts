import type { BreakoutIntent, DeviceIntent } from '../../intent/fabric-intent';
import type { UsedPort } from '../facts/breakouts';
import { positionOf, usedPortsOf } from '../facts/breakouts';
import { byPath, groupedBy, pathsOf } from '../facts/groups';
import { listed } from '../../model/listing';
import type { Rule, Violation } from '../rule';
import { Severity } from '../rule';

/** A port that is split in one place and used otherwise in another. */
export const breakoutContradicted: Rule = {
  id: 'interface/breakout-contradicted',
  severity: Severity.ERROR,
  what: 'a port that is split into channels is used otherwise',
  why:
    'the port itself is gone once it is split, and its channels are named after their speed: xe- at 10G, et- above, and ' +
    'always et- on Junos Evolved. What is configured under another name commits, and stays down',
  fix: 'use the channels under the name that goes with channelSpeed, split the port once, or take the PortBreakout away',
  reference: 'Junos: channel-speed; interface naming',
  check: ({ devices }, context) =>
    devices.flatMap((device) => {
      const isEvolved = context.model(device)?.evolved === true;
      const used = usedPortsOf(device);
      return groupedBy(byPath(device.breakouts ?? []), positionOf).flatMap(({ key, items }) => [
        ...splitTwice(device, items),
        ...usedOtherwise(
          device,
          items[0],
          used.filter(({ position }) => position === key),
          isEvolved,
        ),
      ]);
    }),
};

function splitTwice(device: DeviceIntent, breakouts: readonly [BreakoutIntent, ...BreakoutIntent[]]): Violation[] {
  if (breakouts.length < 2) return [];
  const message = `${breakouts[0].port} of ${device.hostname} is split ${breakouts.length} times`;
  return [{ message, constructPaths: pathsOf(breakouts) }];
}

function usedOtherwise(
  device: DeviceIntent,
  { channels, channelSpeed, constructPath, port }: BreakoutIntent,
  used: readonly UsedPort[],
  isEvolved: boolean,
): Violation[] {
  const type = channelSpeed === '10g' && !isEvolved ? 'xe-' : 'et-';
  const isMade = ({ isChannel, name }: UsedPort): boolean =>
    isChannel && name.startsWith(type) && Number(name.slice(name.indexOf(':') + 1)) < (channels ?? 8);
  const wrong = used.filter((one) => !isMade(one));
  if (wrong.length === 0) return [];
  const names = listed([...new Set(wrong.map(({ name }) => name))].sort());
  const made = `${type}${positionOf({ port, channelSpeed, constructPath })}:0${channels === undefined ? '' : ` to :${channels - 1}`}`;
  const message = `${names} of ${device.hostname} is used, and ${port} is split into ${made} at ${channelSpeed}`;
  return [{ message, constructPaths: pathsOf([{ constructPath }, ...wrong]) }];
}
