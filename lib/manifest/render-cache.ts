import { createHash } from 'node:crypto';
import type { DeviceIntent, FabricIntent } from '../intent/fabric-intent';
import { onlyDevice } from '../intent/only-device';
import { DeviceFiles } from './device-files';

/**
 * Rendered devices, kept as long as the intent they were rendered from stays the same. The content of the intent is the
 * key, since constructs may change between two calls (an Aspect does that) without saying so.
 */
export class RenderCache {
  private readonly entries = new Map<string, { readonly content: string; readonly files: DeviceFiles }>();

  /**
   * The configuration of one device of the fabric.
   * @throws FabricError when the intent contradicts itself
   */
  render(fabric: FabricIntent, device: DeviceIntent): DeviceFiles {
    const content = createHash('sha256')
      .update(JSON.stringify(onlyDevice(fabric, device)))
      .digest('base64');
    const entry = this.entries.get(device.hostname);
    if (entry?.content === content) return entry.files;
    const files = DeviceFiles.render(fabric, device);
    this.entries.set(device.hostname, { content, files });
    return files;
  }
}
