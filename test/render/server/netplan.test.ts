import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FabricIntent } from '../../../lib/intent/fabric-intent';
import { renderServer } from '../../../lib/render/server/render-server';
import { testWith } from '../../support/frr-and-bird';
import { everyOption, hostAddresses } from './fabrics';

const NETPLAN = '/usr/sbin/netplan';
const HAS_NETPLAN = existsSync(NETPLAN);

/** The files that netplan makes for systemd-networkd, by name. */
function generated(netplan: string): { readonly said: string; readonly files: ReadonlyMap<string, string> } {
  const root = mkdtempSync(join(tmpdir(), 'netplan-'));
  const [from, to] = [join(root, 'etc', 'netplan'), join(root, 'run', 'systemd', 'network')];
  mkdirSync(from, { recursive: true });
  writeFileSync(join(from, 'netplan.yaml'), netplan, { mode: 0o600 });
  const { stderr, stdout } = spawnSync(NETPLAN, ['generate', '--root-dir', root], { encoding: 'utf8' });
  const names = existsSync(to) ? readdirSync(to) : [];
  return {
    said: `${stdout}${stderr}`,
    files: new Map(names.map((name) => [name, readFileSync(join(to, name), 'utf8')])),
  };
}

function netplanOf(fabric: FabricIntent): string {
  return renderServer(fabric, 'server1', 'NETPLAN')['netplan.yaml'] ?? '';
}

/** Addresses by interface, in files of systemd-networkd. */
function addresses(files: Iterable<readonly [string, string]>): Record<string, string[]> {
  const networks = [...files].filter(([name]) => name.endsWith('.network'));
  return Object.fromEntries(
    networks
      .map(([, text]) => [/^Name=(.*)$/m.exec(text)?.[1], [...text.matchAll(/^Address=(.*)$/gm)].map(([, one]) => one)])
      .filter(([, found]) => found?.length !== 0)
      .sort(),
  ) as Record<string, string[]>;
}

describe('netplan', () => {
  for (const [title, fabric] of [
    ['an address of each family', hostAddresses()],
    ['bonds and VLANs', everyOption()],
  ] as const) {
    testWith(HAS_NETPLAN, 'netplan.io', `makes of ${title} what is written for systemd-networkd`, () => {
      const { files, said } = generated(netplanOf(fabric));
      expect(said).toBe('');
      expect(addresses(files)).toEqual(addresses(Object.entries(renderServer(fabric, 'server1', 'NETWORKD'))));
      // No link holds up the boot: neither a port, nor a bond, nor a VLAN.
      const networks = [...files].filter(([name]) => name.endsWith('.network') && !name.endsWith('-lo.network'));
      expect(networks.length).toBeGreaterThan(0);
      for (const [name, text] of networks)
        expect([name, text]).toEqual([name, expect.stringContaining('RequiredForOnline=no')]);
    });
  }

  testWith(HAS_NETPLAN, 'netplan.io', 'would say so if it did not understand a word', () => {
    expect(generated(netplanOf(hostAddresses()).replace('optional:', 'optoinal:')).said).toContain('optoinal');
  });
});
