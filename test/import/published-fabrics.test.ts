import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCapture } from '../../lib/capture/read-capture';
import type { ConfigurationText, ImportResult } from '../../lib/import/import-fabric';
import { importFabric } from '../../lib/import/import-fabric';
import { setLine } from '../../lib/junos/formats/set-writer';
import { inherit } from '../../lib/junos/inheritance/inheritance';
import type { Configuration } from '../../lib/junos/tree/configuration';
import { readRoutingModel } from '../../lib/routing-model/routing-model';
import { effectProblems } from '../../lib/rollout/group/effect';
import { expectGolden } from '../support/golden';
import { describeWithShared } from '../support/shared';
import { afterFirstRollout, contentOf } from './first-rollout';
import { UNFINISHED } from './published';
import { runProgram } from './run-program';

const FABRIC = 'imported';

function linesOf(configuration: Configuration): Set<string> {
  return new Set([...configuration.statements()].map(({ words }) => setLine(words)));
}

interface Counted {
  recovered: number;
  all: number;
}

/** What is there on a device, and what of it the program has. */
interface Count {
  readonly sessions: Counted;
  readonly ports: Counted;
  readonly vrfs: { all: number; attachable: number; ownable: number };
  /** What is not recovered, and each VRF that is not the fabric's, with the reason. */
  readonly lines: string[];
}

function countOf({ file, text }: ConfigurationText, result: ImportResult, content: Configuration): Count {
  const before = readCapture(file, text);
  const effective = inherit(before);
  const model = readRoutingModel(effective);
  const report = result.devices.find((one) => one.file === file);
  const device = result.intent.devices.find(({ hostname }) => hostname === report?.hostname);
  if (report === undefined || device === undefined) throw new Error(`${file} is in no program`);
  const after = inherit(afterFirstRollout(before, device, FABRIC, content));
  const [old, now] = [linesOf(effective), linesOf(after)];
  const differing = [...old, ...now].filter((line) => !old.has(line) || !now.has(line));
  const wanted = [{ name: FABRIC, content, exclusive: true }];
  expect(effectProblems(device.hostname, wanted, after, new Set())).toEqual([]);
  const disturbed = [...differing, ...(device.statements ?? []).map(({ line }) => line)];
  const isWhole = (place: string): boolean => disturbed.every((line) => !line.startsWith(`set ${place} `));
  const reasonAt = (place: string): string =>
    report.leftAlone.find(({ line }) => line.startsWith(`set ${place} `))?.reason ?? 'nothing says why';
  const vrfs = model.instances.filter(({ ipPrefixRoutes, isMain }) => !isMain && ipPrefixRoutes?.vni !== undefined);
  const count: Count = {
    sessions: { recovered: 0, all: 0 },
    ports: { recovered: 0, all: 0 },
    vrfs: { all: vrfs.length, attachable: 0, ownable: 0 },
    lines: [],
  };
  const add = (counted: Counted, place: string, isThere: boolean): void => {
    counted.all += 1;
    if (isThere && isWhole(place)) counted.recovered += 1;
    else
      count.lines.push(
        `${device.hostname} ${place}: ${disturbed.find((line) => line.startsWith(`set ${place} `)) ?? reasonAt(place)}`,
      );
  };
  for (const { name, interfaces } of vrfs) {
    for (const logical of interfaces.filter((one) => !/^(?:irb|lo0)\./.test(one))) {
      const [port = '', unit = '0'] = logical.split('.');
      const units = model.ports.find((one) => one.name === port)?.units ?? [];
      if (units.find((one) => one.unit === unit)?.addresses.length === 0) continue;
      const isThere = device.interfaces.some(
        (one) => one.port === port && String(one.unit) === unit && one.vrf === name,
      );
      add(count.ports, `interfaces ${port} unit ${unit}`, isThere);
    }
    const known = result.intent.vrfs.find((one) => one.name === name);
    const vrfReport = reasonAt(`routing-instances ${name} instance-type`);
    if (known?.vni !== undefined && known.routeTarget !== undefined) count.vrfs.attachable += 1;
    if (known?.owned === true) count.vrfs.ownable += 1;
    else count.lines.push(`${device.hostname} ${name}: ${vrfReport}`);
  }
  for (const { groups, instance } of model.bgp.filter((one) => vrfs.some(({ name }) => name === one.instance.name))) {
    for (const { group, address, type } of groups.flatMap(({ neighbors }) => neighbors)) {
      if (type !== 'external') continue;
      const isThere = device.peerings.some((one) => one.vrf === instance.name && one.neighbor === address);
      add(
        count.sessions,
        `routing-instances ${instance.name} protocols bgp group ${group} neighbor ${address}`,
        isThere,
      );
    }
  }
  return count;
}

describeWithShared('fabrics as they were published', ['configs', 'jvd'], (directory) => {
  /** The leaves of a fabric, each with its model, as a device that is asked would say it. */
  function leavesOf(folder: string, start: string): ConfigurationText[] {
    return readdirSync(join(directory, folder))
      .filter((name) => name.startsWith(start) && name.includes('leaf'))
      .map((file, i) => {
        const text = readFileSync(join(directory, folder, file), 'utf8').replace(...UNFINISHED);
        const model = /_(qfx[a-z0-9-]+)\.conf$/.exec(file)?.[1] ?? '';
        const junos = /^version ([^;]+);/m.exec(text)?.[1] ?? (/qfx5[17][30]0/.test(model) ? '23.4R2-EVO' : '23.4R2');
        return { file, text, device: { model, junos, managementAddress: `192.0.2.${i + 1}`, managementPort: 830 } };
      });
  }

  test.each([
    ['collapsed', 'collapsed', ''],
    ['connected-security', 'connected-security', ''],
    ['two-data-centers, the first', 'two-data-centers', 'dc1_'],
    ['two-data-centers, the second', 'two-data-centers', 'dc2_'],
  ])('%s: sessions, ports and VRFs that an import recovers', (name, folder, start) => {
    const given = leavesOf(folder, start);
    const result = importFabric(given, { fabric: FABRIC, ownVrfs: false });
    const template = runProgram(result.program);
    const counts = given.map((one) => {
      const hostname = result.devices.find(({ file }) => file === one.file)?.hostname ?? '';
      const content = contentOf(template, hostname);
      return countOf(one, result, content);
    });
    const total = (of: (count: Count) => number): number => counts.reduce((so, count) => so + of(count), 0);
    const rows = [
      `sessions ${total(({ sessions }) => sessions.recovered)} of ${total(({ sessions }) => sessions.all)}`,
      `ports ${total(({ ports }) => ports.recovered)} of ${total(({ ports }) => ports.all)}`,
      `VRFs attachable ${total(({ vrfs }) => vrfs.attachable)} of ${total(({ vrfs }) => vrfs.all)}`,
      `VRFs ownable ${total(({ vrfs }) => vrfs.ownable)} of ${total(({ vrfs }) => vrfs.all)}`,
      ...result.questions.map((question) => `question ${question}`),
      ...counts.flatMap(({ lines }) => lines),
    ];
    expectGolden(`golden/import/${name.replaceAll(/[ ,]+/g, '-')}.txt`, `${rows.join('\n')}\n`);
    expect(total(({ sessions }) => sessions.recovered)).toBe(total(({ sessions }) => sessions.all));
    expect(total(({ ports }) => ports.recovered)).toBe(total(({ ports }) => ports.all));
    expect(total(({ vrfs }) => vrfs.attachable)).toBe(total(({ vrfs }) => vrfs.all));
  });
});
