import type { DeviceIntent, FabricIntent } from '../intent/fabric-intent';
import type { TakesTexts } from './device-files';
import { DeviceFiles } from './device-files';

/**
 * Rendered devices, kept as long as the intent they were rendered from stays the same. The content of the intent is the
 * key, since constructs may change between two calls (an Aspect does that) without saying so.
 */
export class RenderCache {
  private readonly entries = new Map<string, DeviceFiles>();

  /**
   * The configuration of one device of the fabric.
   *
   * @param take - is given the texts where the device has to be rendered
   * @throws FabricError when the intent contradicts itself
   */
  render(fabric: FabricIntent, device: DeviceIntent, take?: TakesTexts): DeviceFiles {
    const known = this.entries.get(device.hostname);
    if (known?.isOf(fabric, device) === true) return known;
    const files = DeviceFiles.render(fabric, device, take);
    this.entries.set(device.hostname, files);
    return files;
  }
}
