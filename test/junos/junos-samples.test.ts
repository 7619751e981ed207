import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { readSet } from '../../lib/junos/formats/set-reader';
import { writeCurly } from '../../lib/junos/formats/curly-writer';
import { readCurly } from '../../lib/junos/formats/curly-reader';
import { parseXml } from '../../lib/junos/formats/xml';
import { readXml } from '../../lib/junos/formats/xml-reader';
import { writeXml } from '../../lib/junos/formats/xml-writer';
import { describeWithShared } from '../support/shared';

const run = promisify(execFile);
const RELEASES = ['17.4R1', '19.1R1', '23.2R1', '24.4R1'];

describeWithShared('the reference configurations', ['reference', 'junos-samples'], (directory) => {
  const names = readdirSync(directory)
    .filter((name) => name.endsWith('.set'))
    .map((name) => name.slice(0, -'.set'.length));
  const text = (name: string, form: string) => readFileSync(path.join(directory, `${name}.${form}`), 'utf8');
  const sample = (name: string) => readSet(text(name, 'set'));

  test.each(names)('%s says the same as set lines and as XML', (name) => {
    expect(readXml(parseXml(text(name, 'xml'))).equals(sample(name))).toBe(true);
  });

  test.each(names)('%s survives curly text and XML', (name) => {
    const configuration = sample(name);
    expect(readCurly(writeCurly(configuration)).equals(configuration)).toBe(true);
    expect(readXml(parseXml(writeXml(configuration))).equals(configuration)).toBe(true);
  });

  describeWithShared('against the YANG', ['yang', 'validate.sh'], (validate) => {
    const work = mkdtempSync(path.join(os.tmpdir(), 'junos-samples-'));
    afterAll(() => {
      rmSync(work, { recursive: true });
    });

    test.each(RELEASES)(
      'all of them in one document, written as XML, are valid in %s',
      async (release) => {
        // TCP-AO, which one sample uses, came with 20.4
        const possible = names.filter((name) => name !== 'leaf10-tagged6' || RELEASES.indexOf(release) >= 2);
        const file = path.join(work, `${release}.xml`);
        writeFileSync(file, writeXml(readSet(possible.map((name) => text(name, 'set')).join(''))));
        await expect(run(validate, [release, file])).resolves.toBeDefined();
      },
      60_000,
    );
  });
});
