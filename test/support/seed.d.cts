declare const seed: number;
export = seed;
