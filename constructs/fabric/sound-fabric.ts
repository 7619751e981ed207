import type { DeviceIntent, FabricIntent } from '../../lib/intent/fabric-intent';
import type { ManifestBundle } from '../../lib/manifest/build-manifest';

/** A fabric as it was when it was proved sound, and the manifest that follows from it, which is made once. */
export class SoundFabric {
  readonly intent: FabricIntent;
  private readonly devices: ReadonlyMap<string, DeviceIntent>;
  private readonly build: (intent: FabricIntent) => ManifestBundle;
  private built?: ManifestBundle;

  /** @param build - makes the manifest of a sound intent */
  constructor(intent: FabricIntent, build: (intent: FabricIntent) => ManifestBundle) {
    this.intent = intent;
    this.devices = new Map(intent.devices.map((device) => [device.hostname, device]));
    this.build = build;
  }

  /** The device of this name. */
  device(hostname: string): DeviceIntent | undefined {
    return this.devices.get(hostname);
  }

  /** What synth leaves behind. */
  get manifest(): ManifestBundle {
    return (this.built ??= this.build(this.intent));
  }
}
