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
  const noCommonSpine = [[], ['overlay session leaf1–spine1', 'overlay session leaf3–spine2']];
  const designs: [string, FabricIntent, string[][], (readonly Edit[])?][] = [
    ['leaves of one AS number', oneAsNumber({}), noCommonSpine],
    ['leaves of one AS number with loops', oneAsNumber({ loops: 2 }), noCommonSpine],
    // With both leaves of server2, leaf1 tells server1 the older one of two routes, and server1 takes that of leaf3 for a loop.
    ['a server with the AS number of a leaf', SERVER_LIKE_LEAF, [['link leaf3–server2']]],
    ['a leaf without its guard against loops', ebgpOverlayFabric(), noCommonSpine, UNGUARDED],
    ['a backup', ebgpOverlayFabric({ backups: [2] }), noCommonSpine],
  ];
  test.each(drawn(designs))('%s', async (title, fabric, cases, edits: readonly Edit[] = []) => {
    const design = designOf(fabric, edits);
    const agreement = await Agreement.start(design);
    try {
      for (const names of cases) {
        await agreement.expectAgreement(names.map((name) => design.reachability.failure(name)));
      }
    } finally {
      await agreement.end(title);
    }
  });
});
