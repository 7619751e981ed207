/** Words of the containerlab export: what is in it, and what nobody has tried. */

/** In YAML a JSON string is a string. */
export function yamlString(text: string): string {
  return JSON.stringify(text);
}

/** First line of each file, as a comment of YAML and of Junos alike. */
export function header(kind: string): string {
  return `# Written by junos-fabric lab export containerlab --kind ${kind}. Untested: see README.md.\n`;
}

const UNPROVEN: Readonly<Record<string, readonly string[]>> = {
  vjunos: [
    'No image was at hand: neither that containerlab takes this topology nor that the devices take these configurations was seen.',
    'vJunos-switch is an EX9214. That it runs pure type-5 routes over VXLAN is known of public labs only; it proves nothing of a QFX5120 or QFX5110.',
    'Startup configurations are appended to what the image brings along; host name, logins and management are left to it.',
    'Each node wants 5 GB of memory and 4 CPUs, and takes about a quarter of an hour to start.',
  ],
  crpd: [
    'No image was at hand: neither that containerlab takes this topology nor that the devices take these configurations was seen.',
    'cRPD forwards by the Linux kernel, which needs VRF devices and VXLAN; that it makes type-5 routes there was not seen.',
    'Older images do not put the configured addresses on eth1 and the following; add them with `exec: ip address add`.',
    'It needs a license: set `license:` in the topology.',
  ],
  frr: [
    'The nodes are those of the twin, with VRF devices in place of namespaces. The daemons and their files are proved by the twin; containerlab and the image are not.',
    'The host needs VRF devices and VXLAN in its kernel.',
    'FRR before 9.0 may forget MAC addresses of tunnel ends (issue 12391): sessions and routes look right and packets are dropped.',
  ],
};

/** What stands beside the topology. */
export function readme(
  kind: string,
  left: readonly string[],
  ports: readonly (readonly string[])[] = [],
  crowded: readonly string[] = [],
): string {
  const lines = [
    `# A fabric for containerlab (${kind})`,
    '',
    'Deploy it with `containerlab deploy` in this directory; the image names in the topology are examples.',
    '',
    '## Unproven',
    '',
    ...(UNPROVEN[kind] ?? []).map((line) => `- ${line}`),
    '- Secrets are not in these files: both ends of a session have a key made up for it.',
    '- Ports that a server bundles are cabled once.',
    ...crowded.map((hostname) => `- ${hostname} has more ports than a virtual switch takes.`),
    ...(ports.length === 0
      ? []
      : [
          '',
          '## Ports',
          '',
          '| device | port | here | containerlab |',
          '| --- | --- | --- | --- |',
          ...ports.map((row) => `| ${row.join(' | ')} |`),
        ]),
    ...(left.length === 0 ? [] : ['', '## Left out', '', ...left.map((line) => `- \`${line}\``)]),
  ];
  return `${lines.join('\n')}\n`;
}
