/** `<fabric>_stack`. */
export function stackId(fabric: string): string {
  return `${fabric}_stack`;
}

/** `<fabric>_device`. */
export function deviceId(fabric: string): string {
  return `${fabric}_device`;
}

/** Name of the local map of devices: `<fabric>_devices`. */
export function devicesLocalId(fabric: string): string {
  return `${fabric}_devices`;
}

/** Name of the local map of the digests of stanza files: `<fabric>_stanzas`. */
export function stanzasLocalId(fabric: string): string {
  return `${fabric}_stanzas`;
}

/** `<fabric>_rollout`. */
export function rolloutId(fabric: string): string {
  return `${fabric}_rollout`;
}

/** `<fabric>_configuration_<hostname>`; what Terraform does not take in names becomes `_`. */
export function configurationId(fabric: string, hostname: string): string {
  return `${fabric}_configuration_${hostname.replace(/[^A-Za-z0-9_-]/g, '_')}`;
}
