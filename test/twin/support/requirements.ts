import { twinCapabilities } from '../../../lib/twin/engine/capabilities';

/**
 * `describe` for what needs a running twin. Where the machine cannot run one the tests are skipped and say why; with
 * `JUNOS_FABRIC_REQUIRE_TWIN=1`, as in CI, that is a failure.
 */
export function describeWithTwin(title: string, body: () => void): void {
  const { missing } = twinCapabilities();
  if (missing.length === 0) {
    describe(title, body);
    return;
  }
  const reason = missing.join('; ');
  describe(title, () => {
    if (process.env.JUNOS_FABRIC_REQUIRE_TWIN === '1') {
      test('the twin can run on this machine', () => {
        throw new Error(reason);
      });
    } else test.skip(`needs a twin: ${reason}`, () => undefined);
  });
}
