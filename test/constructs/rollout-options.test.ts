import { Consent, FabricStack, RolloutMode } from '../../lib/index';
import type { RolloutOptions } from '../../lib/index';
import type { FabricIntent } from '../../lib/intent/fabric-intent';
import { fabricSourceOf } from '../../lib/manifest/fabric-source';
import { Testing } from 'cdktf';
import { errorTexts } from '../support/errors';
import { expectGolden } from '../support/golden';
import type { GuideStack } from '../support/guide-stack';
import { FABRIC_PROPS, guideStack, terraformOf, triggersOf } from '../support/guide-stack';

const EVERYTHING: RolloutOptions = {
  mode: RolloutMode.ROLLING,
  canary: 'leaf11',
  maxParallel: 4,
  maxUnavailable: 2,
  maxHandshakes: 4,
  soakTimeSec: 60,
  failureBudget: 1,
  checkTimeoutSec: 300,
  confirmTimeoutMin: 240,
};

function intentOf({ stack }: GuideStack): FabricIntent {
  const intent = fabricSourceOf(stack.fabric)?.intent();
  if (intent === undefined) throw new Error('no fabric');
  return intent;
}

function withOptions(rollout?: RolloutOptions): GuideStack {
  return guideStack({ fabric: { rollout } });
}

test('the options stand in the manifest, and nothing of them where none is given', () => {
  expect(intentOf(withOptions(EVERYTHING)).rollout).toEqual({
    mode: 'rolling',
    canary: 'leaf11',
    maxParallel: 4,
    maxUnavailable: 2,
    maxHandshakes: 4,
    soakTimeSec: 60,
    failureBudget: 1,
    checkTimeoutSec: 300,
    confirmTimeoutMin: 240,
  });
  expect(intentOf(withOptions())).not.toHaveProperty('rollout');
  expect(intentOf(withOptions({}))).not.toHaveProperty('rollout');
});

test('changing the options plans nothing: every trigger stays, and only the step names another manifest', () => {
  const stacks = [undefined, EVERYTHING].map((rollout) => withOptions(rollout).stack);
  const [before, after] = stacks.map((stack) => terraformOf(stack).resource);
  const planned = (resources: typeof before): unknown =>
    Object.values(resources ?? {}).flatMap((ofType) =>
      Object.entries(ofType).map(([id, { triggers, for_each, depends_on }]) => ({
        id,
        triggers,
        for_each,
        depends_on,
      })),
    );
  expect(planned(after)).toEqual(planned(before));
  const [triggers, triggersWithOptions] = stacks.map(triggersOf);
  expect(triggersWithOptions).toEqual(triggers);
  expect(JSON.stringify(after)).not.toEqual(JSON.stringify(before));
});

test('a consent to a partition names its VRF in the manifest', () => {
  const guide = withOptions();
  const { stack, vrf5 } = guide;
  stack.fabric.allow(Consent.partition({ vrf: vrf5, reason: 'window of 14 May' }));
  expect(intentOf(guide).consents).toEqual([{ kind: 'partition', vrf: 'VRF_5', reason: 'window of 14 May' }]);
});

test('what cannot be is refused with its reason', () => {
  const other = guideStack();
  const create = (rollout: RolloutOptions): FabricStack =>
    new FabricStack(Testing.app(), 'dc1', { ...FABRIC_PROPS, rollout });
  expectGolden(
    'errors/constructs-rollout.txt',
    errorTexts([
      ['no device at a time', () => create({ maxParallel: 0 })],
      ['no handshake at a time', () => create({ maxHandshakes: 0 })],
      ['half an attachment', () => create({ maxUnavailable: 0.5 })],
      ['a soak time of a day', () => create({ soakTimeSec: 86_400 })],
      ['a budget below nothing', () => create({ failureBudget: -1 })],
      ['checks that take a day', () => create({ checkTimeoutSec: 86_400 })],
      ['no time to confirm', () => create({ confirmTimeoutMin: 0 })],
      ['a canary that is no host name', () => create({ canary: 'leaf 11' })],
      ['a canary that is no device of the fabric', () => intentOf(withOptions({ canary: 'leaf99' }))],
      ['a consent without a reason', () => Consent.partition({ vrf: other.vrf5, reason: '' })],
      [
        'a consent for a VRF of another fabric',
        () => {
          withOptions().stack.fabric.allow(Consent.partition({ vrf: other.vrf5, reason: 'window' }));
        },
      ],
    ]),
  );
});
