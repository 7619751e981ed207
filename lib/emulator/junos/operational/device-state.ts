import type { DeviceView } from './device-view';
import type { EvpnTable, Type5Route } from './evpn-routes';
import type { PortState } from './interfaces';
import type { BgpSession } from './session';
import type { TableRoute } from './route-tables';

/** Everything that one device reports. */
export interface DeviceState {
  readonly view: DeviceView;
  readonly ports: ReadonlyMap<string, PortState>;
  readonly sessions: readonly BgpSession[];
  /** Routes of each instance, imported type-5 routes included. */
  readonly routes: ReadonlyMap<string, readonly TableRoute[]>;
  /** Type-5 routes that each instance made. */
  readonly made: ReadonlyMap<string, readonly Type5Route[]>;
  readonly evpn: EvpnTable;
  readonly preferred: 'bgp' | 'evpn';
}

/** What of a device needs no other device's routes. */
type OwnState = Omit<DeviceState, 'routes' | 'evpn'>;

/** How the rest comes of it. */
interface Deriving {
  readonly evpn: () => EvpnTable;
  readonly routes: (evpn: EvpnTable) => DeviceState['routes'];
  /** Called when the routes are asked for first: from then on they are held. */
  readonly derived: () => void;
}

/** A state whose routes are made when somebody asks: those of all devices together are a square of the fabric. */
export class DerivedState implements DeviceState {
  readonly view: DeviceView;
  readonly ports: DeviceState['ports'];
  readonly sessions: DeviceState['sessions'];
  readonly made: DeviceState['made'];
  readonly preferred: DeviceState['preferred'];
  private knownEvpn: EvpnTable | undefined;
  private knownRoutes: DeviceState['routes'] | undefined;

  constructor(
    own: OwnState,
    private readonly deriving: Deriving,
  ) {
    this.view = own.view;
    this.ports = own.ports;
    this.sessions = own.sessions;
    this.made = own.made;
    this.preferred = own.preferred;
  }

  get evpn(): EvpnTable {
    if (this.knownEvpn === undefined) {
      this.knownEvpn = this.deriving.evpn();
      this.deriving.derived();
    }
    return this.knownEvpn;
  }

  get routes(): DeviceState['routes'] {
    this.knownRoutes ??= this.deriving.routes(this.evpn);
    return this.knownRoutes;
  }
}
