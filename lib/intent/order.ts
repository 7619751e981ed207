import { compareText } from '../model/order';

/** Order of two port names or addresses as people count: `et-0/0/2` before `et-0/0/10`. For `sort`. */
export function compareNumbered(a: string, b: string): number {
  const [as, bs] = [partsOf(a), partsOf(b)];
  for (let i = 0; i < Math.min(as.length, bs.length); i++) {
    const order = comparePart(as[i] ?? '', bs[i] ?? '');
    if (order !== 0) return order;
  }
  return as.length - bs.length || compareText(a, b);
}

function partsOf(name: string): string[] {
  return name.match(/\d+|\D+/g) ?? [];
}

function comparePart(a: string, b: string): number {
  const [x, y] = [Number(a), Number(b)];
  return Number.isNaN(x) || Number.isNaN(y) ? compareText(a, b) : x - y;
}
