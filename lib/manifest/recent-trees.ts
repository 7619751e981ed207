const MAX_TREES = 16;

/**
 * The last few trees that were made. A configuration tree takes many times the memory of its text, and is made again in
 * milliseconds: keeping those of a thousand devices would take gigabytes.
 */
export class RecentTrees<Owner, Tree> {
  private readonly trees = new Map<Owner, Tree>();

  /** The tree of `owner`, made again where it is no longer kept. */
  get(owner: Owner, make: () => Tree): Tree {
    const tree = this.trees.get(owner) ?? make();
    this.trees.delete(owner);
    this.trees.set(owner, tree);
    if (this.trees.size > MAX_TREES) this.dropOldest();
    return tree;
  }

  private dropOldest(): void {
    for (const owner of this.trees.keys()) {
      this.trees.delete(owner);
      return;
    }
  }
}
