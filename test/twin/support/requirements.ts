import { existsSync } from 'node:fs';
import { twinCapabilities } from '../../../lib/twin/engine/capabilities';

/**
 * `describe` for what needs a running twin. Where the machine cannot run one the tests are skipped and say why; with
 * `JUNOS_FABRIC_REQUIRE_TWIN=1`, as in CI, that is a failure.
 *
 * @param programs - what is needed beside the twin: paths, with the Debian package of each
 */
export function describeWithTwin(
  title: string,
  body: () => void,
  programs: Readonly<Record<string, string>> = {},
): void {
  const absent = Object.entries(programs).filter(([program]) => !existsSync(program));
  const missing = [
    ...twinCapabilities().missing,
    ...absent.map(([program, debian]) => `${program} (Debian package ${debian}) is not installed`),
  ];
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
