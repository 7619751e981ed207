import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeXml } from '../../lib/junos/formats/xml-writer';
import { inGroup, macro } from '../../lib/render/group';
import { renderDevice } from '../../lib/render/render-device';
import { describeWithShared } from '../support/shared';
import { asGroup, documentOf, HAS_YANGLINT, NEEDS_YANGLINT, yangErrors } from '../support/yang';
import { SCENARIOS } from './scenarios';

const RELEASES = ['17.4R1', '19.1R1', '23.2R1', '24.4R1'];
const GOLDEN = join(__dirname, '..', 'golden', 'render');

/** Releases that have everything there is. */
const NEWER = new Set(['23.2R1', '24.4R1']);

/** All golden XML that a release has the statements for in one document, each file in a group of its own. */
function goldenDocument(isNewer: boolean): string {
  const files = readdirSync(GOLDEN, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.xml'))
    .filter((file) => isNewer || !file.includes('-newer/'));
  return documentOf(files.sort().map((file) => asGroup(file, readFileSync(join(GOLDEN, file), 'utf8'))));
}

/** The guide's leaf10 as it is loaded: in its marked group. */
function groupedDocument(): string {
  const { guide } = SCENARIOS;
  const device = guide?.devices[0];
  if (guide === undefined || device === undefined) throw new Error('the guide has leaves');
  return writeXml(inGroup('dc1', renderDevice(device, guide).group, macro('20200305-160434', 'ab12')));
}

function documentsFor(release: string): string[] {
  return [NEWER.has(release) ? 'newer.xml' : 'golden.xml', 'plain.xml', 'grouped.xml'];
}

describeWithShared('Juniper’s YANG', ['yang', 'validate.sh'], (validate) => {
  if (!HAS_YANGLINT) {
    test.skip(NEEDS_YANGLINT, () => undefined);
    return;
  }
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'render-yang-'));
    writeFileSync(join(directory, 'golden.xml'), goldenDocument(false));
    writeFileSync(join(directory, 'newer.xml'), goldenDocument(true));
    writeFileSync(join(directory, 'plain.xml'), readFileSync(join(GOLDEN, 'guide', 'leaf10.xml')));
    writeFileSync(join(directory, 'grouped.xml'), groupedDocument());
    writeFileSync(
      join(directory, 'wrong.xml'),
      goldenDocument(false).replace('<vni>16776000</vni>', '<vni>16777215</vni>'),
    );
  });
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  test.each(RELEASES.flatMap((release) => documentsFor(release).map((file) => [release, file])))(
    'of %s accepts %s',
    async (release, file) => {
      expect(await yangErrors(validate, release, join(directory, file))).toBe('');
    },
    120_000,
  );

  test('refuses a golden document with one wrong value, so the above says something', async () => {
    const [release = ''] = RELEASES;
    await expect(yangErrors(validate, release, join(directory, 'wrong.xml'))).rejects.toThrow(/16777215/);
  });
});
