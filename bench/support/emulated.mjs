/** Emulated devices in a process of their own, and what other tools load into them. */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { FABRIC, hostnames, PASSWORD, topology, USER } from './leaves.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const TSX = join(HERE, '..', '..', 'node_modules', 'tsx', 'dist', 'cli.mjs');

/** The lab in its own process. */
export async function startLab(directory, leaves, perPair) {
  const file = join(directory, 'topology.json');
  writeFileSync(file, JSON.stringify(topology(leaves, perPair)));
  const child = spawn(process.execPath, [TSX, join(HERE, 'lab.ts'), file, directory], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await lines.next();
  const ask = async (line) => {
    child.stdin.write(`${line}\n`);
    await lines.next();
  };
  return { ask, stop: () => child.stdin.end() };
}

/** What the library loads, for the peers: the plain lines inside the group, and the line that applies it. */
export function linesForPeers(manifest, directory, leaves) {
  const target = join(directory, 'lines');
  mkdirSync(target);
  for (const name of hostnames(leaves)) {
    const plain = readFileSync(join(manifest, `${name}.set`), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('set '));
    const grouped = plain.map((line) => line.replace('set ', `set groups ${FABRIC} `));
    writeFileSync(join(target, `${name}.set`), [...grouped, `set apply-groups ${FABRIC}`, ''].join('\n'));
  }
  return target;
}

export function ansibleFiles(directory, lines, ports, leaves) {
  const hosts = hostnames(leaves).map((name) => `${name} ansible_host=127.0.0.1 ansible_port=${ports[name]}`);
  const variables = [
    'ansible_connection=ansible.netcommon.netconf',
    'ansible_network_os=junipernetworks.junos.junos',
    `ansible_user=${USER}`,
    `ansible_password=${PASSWORD}`,
    'ansible_host_key_checking=false',
  ];
  const inventory = join(directory, 'inventory.ini');
  writeFileSync(inventory, ['[leaves]', ...hosts, '[leaves:vars]', ...variables, ''].join('\n'));
  const task = {
    'junipernetworks.junos.junos_config': { src: `${lines}/{{ inventory_hostname }}.set`, src_format: 'set' },
  };
  const playbook = join(directory, 'playbook.json');
  writeFileSync(playbook, JSON.stringify([{ hosts: 'leaves', gather_facts: false, tasks: [task] }]));
  return ['-i', inventory, '-f', '20', playbook];
}
