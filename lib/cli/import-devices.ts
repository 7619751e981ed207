import { Option } from 'commander';
import { importFromWhat, importKnownHostsMissing, importLoginUnclear, invalidDeviceToImport } from './errors';
import type { ConfigurationText } from '../import/import-fabric';
import type { LoginIntent } from '../intent/fabric-intent';
import { junosConnect } from '../rollout/junos-connect';
import { inParallel } from '../checks/pool';

/** How devices are reached whose configurations are imported. */
export interface ImportAccessOptions {
  /** `host` or `host:port`. */
  readonly device: readonly string[];
  readonly user?: string;
  /** File of a private key. */
  readonly keyFile?: string;
  /** Name of an environment variable. */
  readonly passwordFromEnv?: string;
  readonly openSsh?: boolean;
  readonly knownHosts?: string;
}

/** The options of {@link ImportAccessOptions}. */
export function importAccessOptions(): Option[] {
  return [
    new Option('--device <host[:port]>', 'a device to read over NETCONF; may be repeated')
      .default([], 'none')
      .argParser((text: string, former: readonly string[]) => [...former, text]),
    new Option(
      '--user <name>',
      'login name on the devices, with a key of the SSH agent unless another option says how',
    ),
    new Option('--key-file <file>', 'private key').conflicts(['passwordFromEnv', 'openSsh']),
    new Option('--password-from-env <variable>', 'environment variable with the password').conflicts('openSsh'),
    new Option('--open-ssh', 'log in as the program ssh would, with its configuration'),
    new Option('--known-hosts <file>', 'host keys of the devices: no others are accepted'),
  ];
}

/**
 * How the options say to log in.
 *
 * @throws FabricError `importLoginUnclear`
 */
export function importLogin({ keyFile, openSsh, passwordFromEnv, user }: ImportAccessOptions): LoginIntent {
  if (openSsh === true) return { method: 'openSsh', ...(user !== undefined && { user }) };
  if (user === undefined) throw importLoginUnclear();
  if (keyFile !== undefined) return { method: 'keyFile', user, path: keyFile };
  if (passwordFromEnv !== undefined) return { method: 'password', user, fromEnv: passwordFromEnv };
  return { method: 'agent', user };
}

const CONCURRENCY = 20;
const NETCONF_PORT = 830;

/**
 * Reads the committed configurations of devices, and what they are. Nothing is locked or changed.
 *
 * @throws FabricError `invalidDeviceToImport`, `importFromWhat`, `importKnownHostsMissing`, and what the connection throws
 */
export async function readDevices(
  options: ImportAccessOptions,
  files: readonly string[],
): Promise<readonly ConfigurationText[]> {
  if (options.device.length + files.length === 0) throw importFromWhat();
  if (options.device.length === 0) return [];
  const login = importLogin(options);
  const places = options.device.map(placeOf);
  if (options.knownHosts === undefined) throw importKnownHostsMissing();
  const connect = junosConnect({ path: options.knownHosts });
  return inParallel(places, CONCURRENCY, async ({ address, port, text: file }): Promise<ConfigurationText> => {
    const session = await connect({
      hostname: address,
      constructPath: '',
      managementAddress: address,
      managementPort: port,
      login,
      removalPolicy: 'RETAIN',
    });
    try {
      const { junos, model } = await session.facts();
      const text = await session.configurationText();
      return { file, text, device: { junos, model, managementAddress: address, managementPort: port } };
    } finally {
      await session.close();
    }
  });
}

/** `leaf10`, `10.0.0.10:830`, `2001:db8::10` or `[2001:db8::10]:830`, with the text itself. */
function placeOf(text: string): { readonly address: string; readonly port: number; readonly text: string } {
  const isBareIpv6 = /^[0-9A-Fa-f:.]+$/.test(text) && text.split(':').length > 2;
  const [, bracketed, plain, digits] =
    /^(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9][A-Za-z0-9._-]*))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const address = isBareIpv6 ? text : (bracketed ?? plain);
  const port = digits === undefined ? NETCONF_PORT : Number(digits);
  if (address === undefined || port < 1 || port > 65535) throw invalidDeviceToImport(text);
  return { address, port, text };
}
