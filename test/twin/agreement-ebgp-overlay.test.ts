import fc from 'fast-check';
import type { EbgpEvpnOverlayProps } from '../../lib/index';
import type { FabricIntent } from '../../lib/intent/fabric-intent';
import type { EbgpOverlayOptions } from '../support/ebgp-overlay-fabric';
import { ebgpOverlayFabric } from '../support/ebgp-overlay-fabric';
import { Agreement } from './agreement/agreement';
import type { Edit } from './agreement/design';
import { designOf, replacing } from './agreement/design';
import { describeWithTwin } from './support/requirements';

/** One of several, drawn anew each day, and in the night all of them. */
function drawn<Case>(cases: readonly Case[]): readonly Case[] {
  return process.env.TWIN_AGREEMENT === 'full' ? cases : fc.sample(fc.constantFrom(...cases), 1);
}

describeWithTwin('prediction and twin agree about an overlay of EBGP sessions', () => {
  const design = designOf(ebgpOverlayFabric());
  const { reachability } = design;
  let agreement: Agreement;

  beforeAll(async () => {
    agreement = await Agreement.start(design);
  });

  afterAll(() => agreement.end('EBGP overlay'));

  test.each<[string, string[]]>([
    ['anything broken', []],
    ['a common spine', ['overlay session leaf1–spine1', 'overlay session leaf3–spine2']],
    ...drawn<[string, string[]]>([
      ['spine1', ['spine1']],
      ['leaf2', ['leaf2']],
      ['link leaf1–spine1', ['link leaf1–spine1']],
      ['one overlay session', ['overlay session leaf1–spine1']],
      ['an attachment', ['link leaf2–server1']],
    ]),
  ])('without %s', (_, names) => agreement.expectAgreement(names.map((name) => reachability.failure(name))));
});

/** The fabric with another AS number in place of one: what rules refuse. */
function renumbered(from: number, to: number, options: EbgpOverlayOptions): FabricIntent {
  const text = JSON.stringify(ebgpOverlayFabric(options));
  return JSON.parse(text.replaceAll(`:${from}`, `:${to}`)) as FabricIntent;
}

/** leaf1 and leaf3 with one AS number, which is nobody's in the underlay. */
function oneAsNumber(overlay: EbgpEvpnOverlayProps): FabricIntent {
  return renumbered(64533, 64531, { asns: { leaf1: 64531, leaf3: 64533 }, overlay });
}

/** server1 with the AS number of leaf3, which it is not attached to. */
const SERVER_LIKE_LEAF = renumbered(64999, 64523, { serverAsns: { server1: 64999 } });

/** Without its policy leaf2 tells each spine what the other one has told it. */
const UNGUARDED: readonly Edit[] = [replacing('leaf2', [/^set protocols bgp group dc1-overlay export .*\n/m, ''])];

describeWithTwin('prediction and twin agree about what routes of an EBGP overlay do not pass', () => {
  const designs: [string, FabricIntent, (readonly Edit[])?][] = [
    ['leaves of one AS number', oneAsNumber({})],
    ['leaves of one AS number with loops', oneAsNumber({ loops: 2 })],
    ['a server with the AS number of a leaf', SERVER_LIKE_LEAF],
    ['a leaf without its guard against loops', ebgpOverlayFabric(), UNGUARDED],
    ['a backup', ebgpOverlayFabric({ backups: [2] })],
  ];
  test.each(drawn(designs))('%s', async (title, fabric, edits: readonly Edit[] = []) => {
    const design = designOf(fabric, edits);
    const agreement = await Agreement.start(design);
    try {
      await agreement.expectAgreement();
      await agreement.expectAgreement([
        design.reachability.failure('overlay session leaf1–spine1'),
        design.reachability.failure('overlay session leaf3–spine2'),
      ]);
    } finally {
      await agreement.end(title);
    }
  });
});
