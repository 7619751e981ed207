import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readCapture } from '../../lib/capture/read-capture';
import { givenValues, ownedPlaces } from '../../lib/import/given-values';
import { findDevice } from '../../lib/import/found-device';
import { importFabric } from '../../lib/import/import-fabric';
import type { FlatStatement } from '../../lib/junos/tree/configuration';
import { setLine } from '../../lib/junos/formats/set-writer';
import { inherit } from '../../lib/junos/inheritance/inheritance';
import { FabricError } from '../../lib/model/fabric-error';
import { renderDevice } from '../../lib/render/render-device';
import { redact } from '../../lib/secrets/redact';
import { describeWithShared } from '../support/shared';
import { MODEL, sampleOf, UNFINISHED } from './published';

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

/** A statement as a report shows it. */
function shownLine({ secret, words }: FlatStatement): string {
  return redact(secret === true ? `${setLine(words)} ## SECRET-DATA` : setLine(words));
}

describeWithShared('of every saved configuration', ['configs'], (directory) => {
  const files = ['jvd', 'device-truth']
    .flatMap((folder) => filesBelow(join(directory, folder)))
    .filter((path) => /\.(?:conf|set)$/.test(path));

  describe.each(sampleOf(files, 10).map((path) => relative(directory, path)))('%s', (file) => {
    const text = readFileSync(join(directory, file), 'utf8').replace(...UNFINISHED);
    const stored = readCapture(file, text);

    test.each([
      ['with the VRFs of others', false],
      ['with VRFs of its own', true],
    ])('an import %s accounts for each stored line and each statement in effect at its places', (_, ownVrfs) => {
      const result = importOf(file, text, ownVrfs);
      if (result === undefined) {
        expect(findDevice(file, stored, undefined, MODEL).loopback).toBeUndefined();
        return;
      }
      const [report] = result.devices;
      const [device] = result.intent.devices;
      if (report === undefined || device === undefined) throw new Error(`${file} is in no program`);
      const leftAlone = report.leftAlone.map(({ line }) => line);
      expect([...report.reproduced, ...leftAlone].sort()).toEqual([...stored.statements()].map(shownLine).sort());

      const given = givenValues(findDevice(file, stored, undefined, MODEL), device, result.intent);
      expect(given.filter(({ isSaid }) => !isSaid)).toEqual([]);
      expect(report.given.map(({ line }) => line)).toEqual(given.map(({ line }) => redact(line)));

      const said = [...renderDevice(device, result.intent).group.statements()].map(shownLine);
      const accounted = new Set([...said, ...leftAlone, ...report.given.map(({ line }) => line)]);
      const places = ownedPlaces(device, result.intent).map((words) => words.join('\0'));
      const atOurPlaces = [...inherit(stored).statements()].filter(({ words }) =>
        words.some((_word, i) => places.includes(words.slice(0, i + 1).join('\0'))),
      );
      expect(atOurPlaces.map(shownLine).filter((line) => !accounted.has(line))).toEqual([]);

      const kept = new Set((device.statements ?? []).map(({ line }) => line));
      const deleted = leftAlone.filter((line) => report.adopted.some((at) => `${line} `.startsWith(`set ${at} `)));
      const lost = deleted.filter((line) => !/ description | import | export /.test(line) && !kept.has(line));
      expect(lost).toEqual([]);
    });
  });
});
