import { invalidHostname } from './errors';

const LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$/;

/** Host name of a device as Junos reports it, for example `leaf10` or `leaf10.dc1.example.net`. */
export class Hostname {
  /**
   * Reads a host name: labels of 1 to 63 letters, digits, hyphens and underscores, joined by dots, 255 characters at
   * most. Letters keep their case, since Junos keeps it.
   *
   * @throws FabricError when it is none.
   */
  static parse(text: string): Hostname {
    if (text.length > 255 || !text.split('.').every((label) => LABEL.test(label))) throw invalidHostname(text);
    return new Hostname(text);
  }

  private readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}
