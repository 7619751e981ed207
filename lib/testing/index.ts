export { DeviceTemplate } from './device-template';
export { FabricTemplate } from './fabric-template';
