import {
  hostKeyNotAccepted,
  hostKeyRevokedForOpenSsh,
  knownHostsCopyUnreadable,
  knownHostsMarkedLineUnreadable,
  knownHostsUnreadable,
} from '../../lib/netconf/errors';
import { importKnownHostsMissing } from '../../lib/cli/errors';
import { knownHostsFileNotGiven, knownHostsFileUnreadable } from '../../constructs/fabric/errors';
import { withdrawalWithoutHostKeys } from '../../lib/rollout/execute/errors';
import type { FabricError } from '../../lib/model/fabric-error';
import { errorTexts } from '../support/errors';
import { expectGolden } from '../support/golden';

const DEVICE = { hostname: 'leaf10', address: '192.0.2.10', port: 830 };
const COPIED = { name: 'keys/leaves', isCopiedAtSynth: true };
const NAMED = { name: 'known_hosts', isCopiedAtSynth: false };

test('what is wrong with host keys is said with the file in which to mend it', () => {
  const errors: readonly (readonly [string, FabricError])[] = [
    ['a fabric without a file', knownHostsFileNotGiven('dc1/dc1')],
    ['a file that synth does not find', knownHostsFileUnreadable('keys/leaves', 'ENOENT', 'dc1/dc1')],
    ['a copy that is gone', knownHostsCopyUnreadable('/deploy/junos/known_hosts', 'keys/leaves', 'ENOENT')],
    ['a file of an option that is not there', knownHostsUnreadable('known_hosts', 'ENOENT')],
    ['a marker that there is not', knownHostsMarkedLineUnreadable('keys/leaves', 3, '@Revoked', 'there is no such')],
    ['an import without a file', importKnownHostsMissing()],
    ['a withdrawal without a stack directory', withdrawalWithoutHostKeys('dc1')],
    ['OpenSSH and a key in the copy', hostKeyNotAccepted(DEVICE, COPIED, ['Host key verification failed.'])],
    ['OpenSSH and a key in a file', hostKeyNotAccepted(DEVICE, NAMED, ['Host key verification failed.'])],
    ['OpenSSH and a revoked key', hostKeyRevokedForOpenSsh(DEVICE, COPIED, ['Host key verification failed.'])],
  ];
  const texts = errorTexts(
    errors.map(([title, error]) => [
      title,
      () => {
        throw error;
      },
    ]),
  );
  expectGolden('errors/host-keys.txt', texts);
});
