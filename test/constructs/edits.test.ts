import { guideAttachments, guideStack, triggersOf } from '../support/guide-stack';
import type { GuideStackOptions } from '../support/guide-stack';
import { MultihomedServer } from '../../lib/index';

/** What Terraform would compare: the triggers of every resource. */
function triggers(options: GuideStackOptions, homes: readonly number[]): Record<string, unknown> {
  const guide = guideStack(options);
  const { stack, leaves, vrf5 } = guide;
  const attachedTo = leaves.filter((leaf) => homes.includes(Number(leaf.hostName.slice(4))));
  new MultihomedServer(stack, 'server2', {
    vrf: vrf5,
    asn: 4220000002,
    prefixes: ['10.1.6.0/24'],
    attachments: guideAttachments(attachedTo).map((attachment) => ({
      ...attachment,
      interface: 'et-0/0/16',
      subnet: attachment.subnet.replace('.104.', '.105.'),
    })),
  });
  return triggersOf(stack);
}

function changed(before: Record<string, unknown>, after: Record<string, unknown>): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name])).sort();
}

describe('a server with three attachments', () => {
  const three = triggers({}, [10, 11, 12]);

  test('removing the first one changes that leaf only', () => {
    expect(changed(three, triggers({}, [11, 12]))).toEqual(['dc1_configuration_leaf10', 'dc1_rollout']);
  });

  test('adding a first one changes that leaf only', () => {
    expect(changed(triggers({}, [11, 12]), three)).toEqual(['dc1_configuration_leaf10', 'dc1_rollout']);
  });

  test('removing the one in the middle changes that leaf only', () => {
    expect(changed(three, triggers({}, [10, 12]))).toEqual(['dc1_configuration_leaf11', 'dc1_rollout']);
  });

  test('the digests of the other leaves stay in the rollout', () => {
    const before = three.dc1_rollout as Record<string, string>;
    const after = triggers({}, [11, 12]).dc1_rollout as Record<string, string>;
    expect(after.leaf10).not.toBe(before.leaf10);
    expect([after.leaf11, after.leaf12]).toEqual([before.leaf11, before.leaf12]);
  });

  test('another order of leaves in the program changes nothing', () => {
    expect(changed(three, triggers({ leafNumbers: [12, 10, 11] }, [10, 11, 12]))).toEqual([]);
  });
});

test('what a program says of rollouts only changes no resource', () => {
  const before = triggers({}, [10]);
  const after = triggers({ server: { expect: undefined, acceptAnything: undefined } }, [10]);
  expect(changed(before, after)).toEqual([]);
});
