import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const VTYSH = '/usr/bin/vtysh';
const BGPD = '/usr/lib/frr/bgpd';
const BIRD = '/usr/sbin/bird';

/** Whether Debian's packages are there whose own checkers judge what is rendered for servers. */
export const HAS_FRR = existsSync(VTYSH) && existsSync(BGPD);
export const HAS_BIRD = existsSync(BIRD);

/** `test` where the package is installed; elsewhere a skipped test whose name says what it needs. */
export function testWith(isInstalled: boolean, debianPackage: string, name: string, body: () => void): void {
  if (isInstalled) test(name, body);
  else test.skip(`${name} (needs the Debian package ${debianPackage})`, () => undefined);
}

/** What vtysh says of a configuration, integrated or of one daemon; empty when it takes every line. */
export function vtyshComplaints(text: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'frr-'));
  const file = written(directory, 'frr.conf', text);
  // Without a directory of its own vtysh would read, and warn of, the machine's vtysh.conf.
  writeFileSync(join(directory, 'vtysh.conf'), '');
  const { status, stdout, stderr } = spawnSync(VTYSH, ['--config_dir', directory, '--dryrun', '--inputfile', file], {
    encoding: 'utf8',
  });
  return status === 0 ? '' : `${stdout}${stderr}`;
}

/** What bgpd says of its own file; empty when it takes every line. Its exit code tells nothing. */
export function bgpdComplaints(text: string): string {
  const file = written(mkdtempSync(join(tmpdir(), 'frr-')), 'bgpd.conf', text);
  const { stderr } = spawnSync(BGPD, ['--dryrun', '--skip_runas', '--config_file', file], { encoding: 'utf8' });
  return stderr
    .split('\n')
    .filter((line) => line.includes('config line'))
    .join('\n');
}

/** What BIRD says of a configuration; empty when it takes it. */
export function birdComplaints(text: string, secrets = ''): string {
  const directory = mkdtempSync(join(tmpdir(), 'bird-'));
  writeFileSync(join(directory, 'bird-secrets.conf'), secrets);
  const { status, stdout, stderr } = spawnSync(BIRD, ['-p', '-c', written(directory, 'bird.conf', text)], {
    encoding: 'utf8',
  });
  return status === 0 ? '' : `${stdout}${stderr}`;
}

function written(directory: string, name: string, text: string): string {
  const file = join(directory, name);
  writeFileSync(file, text);
  return file;
}
