import { PrefixRange } from '../../../lib/model/prefix-range';
import type { ServerFormatIntent } from '../../../lib/intent/fabric-intent';
import { readSet } from '../../../lib/junos/formats/set-reader';

/** What a configuration of a server says of one session, whatever its form. */
export interface ReadSession {
  readonly local: string;
  readonly neighbor: string;
  readonly ownAsn: number;
  readonly peerAsn: number;
  readonly holdTimeSec: number;
  readonly bfd?: { readonly minimumIntervalMs: number; readonly multiplier: number };
  readonly hasKey: boolean;
  readonly ttlSecurity: boolean;
  readonly gracefulRestart: boolean;
}

/** Readers that know nothing of the writers: they follow the manuals of FRR, BIRD and Junos. */
export const READERS: Partial<Record<ServerFormatIntent, (text: string) => ReadSession[]>> = {
  FRR: readFrr,
  BIRD: readBird,
  JUNOS: readJunos,
};

/** The prefixes that a configuration lets out. */
export const ANNOUNCED: Partial<Record<ServerFormatIntent, (text: string) => string[]>> = {
  FRR: (text) =>
    [...text.matchAll(/prefix-list \S+-announced-inet6? seq \d+ permit (\S+)(?: ge (\d+))?(?: le (\d+))?$/gm)].map(
      ([, prefix = '', from, to]) => rangeText(prefix, from ?? lengthOf(prefix), to ?? lengthOf(prefix)),
    ),
  BIRD: (text) =>
    [...text.matchAll(/filter '[^']*-out-[^']*' \{\n[^]*?\n\}/g)].flatMap(([filter]) =>
      all(filter, /if net ~ \[ (.*) \] then accept/g).flatMap((list) => list.split(', ').map(birdRange)),
    ),
  JUNOS: (text) =>
    all(text, /-out-inet6? term announced(?:-\d+)? from route-filter (.+)$/gm).map((range) =>
      PrefixRange.parse(range).toString(),
    ),
};

function birdRange(pattern: string): string {
  const [, prefix = '', orLonger, from = lengthOf(prefix), to = lengthOf(prefix)] =
    /^([^{+]+)(\+)?(?:\{(\d+),(\d+)\})?$/.exec(pattern) ?? [];
  return orLonger === undefined ? rangeText(prefix, from, to) : PrefixRange.parse(`${prefix} orlonger`).toString();
}

function rangeText(prefix: string, from: string, to: string): string {
  return PrefixRange.parse(`${prefix} prefix-length-range /${from}-/${to}`).toString();
}

function lengthOf(prefix: string): string {
  return prefix.split('/')[1] ?? '';
}

function readFrr(text: string): ReadSession[] {
  const profiles = new Map(
    [...text.matchAll(/^ profile (\S+)\n((?: {2}.*\n)*)/gm)].map(([, name = '', lines = '']) => [
      name,
      {
        minimumIntervalMs: Number(/receive-interval (\d+)/.exec(lines)?.[1] ?? 300),
        multiplier: Number(/detect-multiplier (\d+)/.exec(lines)?.[1] ?? 3),
      },
    ]),
  );
  const ownAsn = Number(/^router bgp (\d+)$/m.exec(text)?.[1]);
  const gracefulRestart = /^ bgp graceful-restart$/m.test(text);
  const neighbors = [...new Set(all(text, /^ neighbor (\S+) remote-as/gm))];
  return neighbors.map((neighbor) => {
    const lines = all(text, new RegExp(`^ neighbor ${neighbor.replaceAll('.', '\\.')} (.*)$`, 'gm'));
    const said = (words: string): string | undefined =>
      lines.find((line) => line === words || line.startsWith(`${words} `))?.slice(words.length + 1);
    const profile = said('bfd profile');
    return {
      local: said('update-source') ?? '',
      neighbor,
      ownAsn,
      peerAsn: Number(said('remote-as')),
      holdTimeSec: Number(said('timers')?.split(' ')[1]),
      ...(profile !== undefined && { bfd: profiles.get(profile) }),
      hasKey: said('password') !== undefined,
      ttlSecurity: said('ttl-security hops') === '1',
      gracefulRestart,
    };
  });
}

function readBird(text: string): ReadSession[] {
  const protocols = text.split(/^protocol /m).filter((part) => part.startsWith('bgp '));
  return protocols.map((part) => {
    const [, local = '', ownAsn] = /local (\S+) as (\d+);/.exec(part) ?? [];
    const [, neighbor = '', peerAsn] = /neighbor (\S+) as (\d+);/.exec(part) ?? [];
    const [, interval, multiplier] = /min rx interval (\d+) ms;[^}]*multiplier (\d+);/.exec(part) ?? [];
    return {
      local,
      neighbor,
      ownAsn: Number(ownAsn),
      peerAsn: Number(peerAsn),
      holdTimeSec: Number(/hold time (\d+);/.exec(part)?.[1]),
      ...(interval !== undefined && {
        bfd: { minimumIntervalMs: Number(interval), multiplier: Number(multiplier) },
      }),
      hasKey: /password \S+;/.test(part),
      ttlSecurity: part.includes('ttl security on;'),
      gracefulRestart: part.includes('graceful restart on;'),
    };
  });
}

function readJunos(text: string): ReadSession[] {
  const configuration = readSet(text);
  const ownAsn = Number(configuration.value('routing-options', 'autonomous-system'));
  return configuration.entries('protocols', 'bgp', 'group').flatMap(({ keys: [group = ''] }) =>
    configuration.entries('protocols', 'bgp', 'group', group, 'neighbor').map(({ keys: [neighbor = ''] }) => {
      const path = ['protocols', 'bgp', 'group', group, 'neighbor', neighbor];
      const number = (...words: string[]): number => Number(configuration.value(...path, ...words));
      const bfd = 'bfd-liveness-detection';
      return {
        local: configuration.value(...path, 'local-address') ?? '',
        neighbor,
        ownAsn,
        peerAsn: number('peer-as'),
        holdTimeSec: number('hold-time'),
        ...(configuration.has(...path, bfd) && {
          bfd: { minimumIntervalMs: number(bfd, 'minimum-interval'), multiplier: number(bfd, 'multiplier') },
        }),
        hasKey:
          configuration.has(...path, 'authentication-key') || configuration.has(...path, 'authentication-key-chain'),
        ttlSecurity: configuration.value(...path, 'ttl') === '255',
        gracefulRestart: configuration.has('routing-options', 'graceful-restart'),
      };
    }),
  );
}

function all(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, found = '']) => found);
}
