import type { TerraformStack } from '../cdktf';
import { invokeAspects } from '../cdktf';
import { assertionFailed, stackWithoutFabric } from './errors';
import { noSuchServer } from '../render/errors';
import type { FabricSource } from '../manifest/fabric-source';
import { fabricSourceOf } from '../manifest/fabric-source';
import { DeviceTemplate } from './device-template';
import { ServerTemplate } from './server-template';

/**
 * A fabric as a test sees it: the configuration of every device, without Terraform and without devices.
 *
 *     const template = FabricTemplate.fromStack(stack);
 *     template.hasConfiguration('leaf10', ['set interfaces et-0/0/15 unit 0 family inet address 172.16.104.1/30']);
 */
export class FabricTemplate {
  /**
   * Renders the fabric of a stack as synth would: Aspects first, then every validation of the stack. Unlike cdktf's
   * `Testing.synth` it takes time in proportion to the number of devices. Nothing is written.
   *
   * @throws the error that synth would throw; FabricError `stackWithoutFabric`
   */
  static fromStack(stack: TerraformStack): FabricTemplate {
    invokeAspects(stack);
    stack.runAllValidations();
    const source = stack.node
      .findAll()
      .map(fabricSourceOf)
      .find((found) => found !== undefined);
    if (source === undefined) throw stackWithoutFabric(stack.node.id);
    return new FabricTemplate(source);
  }

  /** @internal */
  readonly _source: FabricSource;

  private constructor(source: FabricSource) {
    this._source = source;
  }

  /**
   * One device.
   * @throws FabricError `noSuchDevice`, which names those that there are
   */
  device(hostname: string): DeviceTemplate {
    return new DeviceTemplate(hostname, this._source.device(hostname), this._source);
  }

  /** Host names of all devices, sorted. */
  findDevices(): string[] {
    return this._source.intent().devices.map((device) => device.hostname);
  }

  /**
   * One server.
   * @throws FabricError `noSuchServer`, which names those that there are
   */
  server(name: string): ServerTemplate {
    const { servers } = this._source.intent();
    const found = servers.find((server) => server.name === name);
    if (found === undefined) {
      throw noSuchServer(
        name,
        servers.map((server) => server.name),
      );
    }
    return new ServerTemplate(found, this._source);
  }

  /** Names of all servers, sorted. */
  findServers(): string[] {
    return this._source.intent().servers.map((server) => server.name);
  }

  /**
   * Asserts that a device has these set lines, in any order, and perhaps others.
   *
   * @param lines - with or without the word `set`; quotes matter only where a value needs them
   * @throws FabricError `assertionFailed`, with what is missing and what comes nearest to it
   */
  hasConfiguration(hostname: string, lines: string[]): void {
    this.device(hostname).hasLines(lines);
  }

  /**
   * Asserts the number of devices.
   * @throws FabricError `assertionFailed`
   */
  deviceCountIs(count: number): void {
    const found = this.findDevices();
    if (found.length === count) return;
    throw assertionFailed(`expected ${count} devices, found ${found.length}: ${found.join(', ') || 'none'}`);
  }
}
