import fc from 'fast-check';
import { writeXml } from '../../lib/junos/formats/xml-writer';
import { renderDevice } from '../../lib/render/render-device';
import { asGroup, describeWithYang, documentOf } from '../support/yang';
import { designOf } from './option-designs';
import type { OptionPair } from './option-pairs';
import { OPTION_PAIRS } from './option-pairs';

const SOUND = OPTION_PAIRS.filter(({ verdict }) => verdict === 'sound');

/** The sound pairs that are looked at: some, drawn anew each day, and in the night all of them. */
const LOOKED_AT = process.env.OPTION_PAIRS === 'full' ? SOUND : fc.sample(fc.constantFrom(...SOUND), { numRuns: 25 });

/** leaf10 of some sound pairs of options, each in a group of its own. */
function documentWith(pairs: readonly OptionPair[]): string {
  return documentOf(
    pairs.flatMap(({ options }, i) => {
      const fabric = designOf(...options);
      const [leaf10] = fabric.devices;
      const name = `${i}-${options.join('-')}`;
      return leaf10 === undefined ? [] : [asGroup(name, writeXml(renderDevice(leaf10, fabric).group))];
    }),
  );
}

function documents(): Record<string, string> {
  const holdTime = SOUND.filter(({ options: [first] }) => first === 'holdTimeSec').slice(0, 1);
  return {
    'right.xml': documentWith(LOOKED_AT),
    'wrong.xml': documentWith(holdTime).replace('<hold-time>30</hold-time>', '<hold-time>soon</hold-time>'),
  };
}

describeWithYang(documents, (errors) => {
  test('of 19.1R1 accepts the leaf of sound pairs of options, and refuses one with a wrong word', async () => {
    expect(await errors('19.1R1', 'right.xml')).toBe('');
    await expect(errors('19.1R1', 'wrong.xml')).rejects.toThrow(/soon/);
  }, 240_000);
});
