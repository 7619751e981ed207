import { positionOf, usedPortsOf } from '../facts/breakouts';
import { pathsOf } from '../facts/groups';
import { listed } from '../../model/listing';
import type { Rule } from '../rule';
import { Severity } from '../rule';

/** A channel of a port that nothing splits. */
export const channelWithoutBreakout: Rule = {
  id: 'interface/channel-without-breakout',
  severity: Severity.WARNING,
  what: 'a channel is used, and nothing says that its port is split',
  why:
    'a channel exists only while its port is split; Junos commits the configuration of one that does not exist, and it stays ' +
    'down. With a PortBreakout the rollout looks before it changes anything, or configures it',
  fix: 'add a PortBreakout for the port',
  reference: 'Junos: channel-speed; number-of-sub-ports (Junos Evolved)',
  check: ({ devices }) =>
    devices.flatMap((device) => {
      const split = new Set((device.breakouts ?? []).map(positionOf));
      const channels = usedPortsOf(device).filter(({ isChannel, position = '' }) => isChannel && !split.has(position));
      if (channels.length === 0) return [];
      const names = listed([...new Set(channels.map(({ name }) => name))].sort());
      const message = `no PortBreakout of ${device.hostname} makes ${names}`;
      return [{ message, constructPaths: pathsOf(channels) }];
    }),
};
