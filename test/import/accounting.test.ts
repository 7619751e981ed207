import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readCapture } from '../../lib/capture/read-capture';
import { givenValues, ownedPlaces } from '../../lib/import/given-values';
import { findDevice } from '../../lib/import/found-device';
import { importFabric } from '../../lib/import/import-fabric';
import { setLine } from '../../lib/junos/formats/set-writer';
import { inherit } from '../../lib/junos/inheritance/inheritance';
import { FabricError } from '../../lib/model/fabric-error';
import { renderDevice } from '../../lib/render/render-device';
import { redact } from '../../lib/secrets/redact';
import { describeWithShared } from '../support/shared';
import { MODEL, UNFINISHED } from './published';

function filesBelow(directory: string): string[] {
  return readdirSync(directory)
    .map((name) => join(directory, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesBelow(path) : [path]));
}

/** What an import says of one file, or undefined where no program can be made of it. */
function importOf(file: string, text: string, ownVrfs: boolean): ReturnType<typeof importFabric> | undefined {
  try {
    return importFabric([{ file, text }], { fabric: 'imported', model: MODEL, overlayAsn: 4210000001, ownVrfs });
  } catch (error) {
    if (FabricError.isFabricError(error) && error.code === 'nothingToImport') return undefined;
    throw error;
  }
}

describeWithShared('of every saved configuration', ['configs'], (directory) => {
  const files = ['jvd', 'device-truth']
    .flatMap((folder) => filesBelow(join(directory, folder)))
    .filter((path) => /\.(?:conf|set)$/.test(path));

  test.each(files.map((path) => relative(directory, path)))(
    '%s: each stored line and each statement in effect at a place of the program is accounted for',
    (file) => {
      const text = readFileSync(join(directory, file), 'utf8').replace(...UNFINISHED);
      const stored = readCapture(file, text);
      for (const ownVrfs of [false, true]) {
        const result = importOf(file, text, ownVrfs);
        if (result === undefined) return;
        const [report] = result.devices;
        const [device] = result.intent.devices;
        const leftAlone = report?.leftAlone.map(({ line }) => line) ?? [];
        const lines = [...stored.statements()].map(({ secret, words }) =>
          redact(secret === true ? `${setLine(words)} ## SECRET-DATA` : setLine(words)),
        );
        expect([...(report?.reproduced ?? []), ...leftAlone].sort()).toEqual(lines.sort());
        if (device === undefined) continue;

        const { group } = renderDevice(device, result.intent);
        const said = new Set([...group.statements()].map(({ words }) => setLine(words)));
        const given = givenValues(findDevice(file, stored, undefined, MODEL), device, result.intent);
        expect(given.filter(({ isSaid }) => !isSaid)).toEqual([]);
        expect(report?.given.map(({ line }) => line)).toEqual(given.map(({ line }) => redact(line)));
        const accounted = new Set([...leftAlone, ...given.map(({ line }) => redact(line))]);
        const places = ownedPlaces(device, result.intent).map((words) => words.join('\0'));
        const unaccounted = [...inherit(stored).statements()].filter(({ words }) => {
          const isOurs = words.some((_, i) => places.includes(words.slice(0, i + 1).join('\0')));
          return (
            isOurs && !said.has(setLine(words)) && ![...accounted].some((one) => one.startsWith(redact(setLine(words))))
          );
        });
        expect(unaccounted.map(({ words }) => setLine(words))).toEqual([]);
        const placesOfAdoption = report?.adopted ?? [];
        const kept = new Set((device.statements ?? []).map(({ line }) => line));
        const deleted = leftAlone.filter((line) => placesOfAdoption.some((at) => `${line} `.startsWith(`set ${at} `)));
        const lost = deleted.filter((line) => !/ description | import | export /.test(line) && !kept.has(line));
        expect(lost).toEqual([]);
      }
    },
  );
});
