import { requireConcrete } from '../private/concrete';
import { NUMBER, requireKind, TEXT } from '../private/props';
import { invalidBgpGroupName } from './errors';
import type { SessionOptions } from './session-options';

/** What a BGP group of others says to all its neighbors. */
export interface BgpGroupAttributes extends SessionOptions {
  /**
   * AS number of its neighbors (`peer-as`), where it stands on the group.
   * @default - each neighbor says its own
   */
  readonly peerAsn?: number;
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;

/** A BGP group on a leaf that others own and configure. */
export class BgpGroup {
  /**
   * A group that stands in the VRF already. Sessions are put into it as neighbors; the group itself, its other neighbors and
   * its policies stay as they are.
   *
   * @param attributes - what it says that sessions in it do not say again
   * @throws FabricError `invalidBgpGroupName`, or when the name is a token
   */
  static fromGroupName(groupName: string, attributes: BgpGroupAttributes = {}): BgpGroup {
    requireConcrete({ groupName });
    requireKind('groupName', groupName, TEXT);
    if (!NAME.test(groupName)) throw invalidBgpGroupName(groupName);
    if (attributes.peerAsn !== undefined) requireKind('peerAsn', attributes.peerAsn, NUMBER);
    return new BgpGroup(groupName, attributes);
  }

  /** Name of the group. */
  readonly groupName: string;
  /** @internal */
  readonly _attributes: BgpGroupAttributes;

  private constructor(groupName: string, attributes: BgpGroupAttributes) {
    this.groupName = groupName;
    this._attributes = attributes;
  }
}
