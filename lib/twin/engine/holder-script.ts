import type { TwinPlan } from '../plan';

/** Name of the file that says that a twin is to stay: it ends when the file goes. */
export const STATE_FILE = 'twin.json';

/**
 * What the first process of the twin does: everything else runs below it and ends with it. It ends when whoever started
 * it goes away, which closes its standard input; after `stay` it ends with the state file.
 */
export function holderScript(): string {
  return `${[
    'ip link set lo up',
    'mkfifo events',
    'sh -e start.sh > start.log 2>&1 < /dev/null &',
    'if read -r word && [ "$word" = stay ]; then',
    `  while [ -e ${STATE_FILE} ]; do sleep 1; done`,
    'fi',
  ].join('\n')}\n`;
}

/**
 * Starts the nodes side by side, lays the cables in one go, and says when all daemons run. `unshare` is in the network
 * namespace of its node itself, so its number names that namespace.
 */
export function startScript({ nodes, links }: TwinPlan): string {
  const names = nodes.map(({ name }) => name);
  return `${[
    'exec 9<> events',
    'next() {',
    `  awaited=$1; left=${names.length}`,
    '  while [ $left -gt 0 ]; do',
    '    read -r what node <&9',
    '    if [ "$what" != "$awaited" ]; then echo "$what $node" > failed; exit 1; fi',
    '    left=$((left - 1))',
    '  done',
    '}',
    ...nodes.flatMap(({ name }, i) => [
      `mkfifo nodes/${name}/go`,
      `unshare --net --mount --uts --ipc --pid --fork --kill-child=KILL --mount-proc --propagation private sh nodes/${name}/init.sh > nodes/${name}/init.log 2>&1 &`,
      `n${i}=$!`,
      `echo "${name} $!" >> pids`,
    ]),
    'next ready',
    ...(links.length === 0
      ? []
      : [
          'ip -batch - <<X',
          ...links.map(({ a, b }) => {
            const [one, other] = [names.indexOf(a.node), names.indexOf(b.node)];
            return `link add name ${a.interface} netns $n${one} type veth peer name ${b.interface} netns $n${other}`;
          }),
          'X',
        ]),
    ...names.map((name) => `echo go > nodes/${name}/go`),
    'next started',
    'touch started',
  ].join('\n')}\n`;
}
