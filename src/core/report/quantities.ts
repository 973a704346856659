/** `97.4 %` of a share between 0 and 1. */
export function formatShare(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** `1 error`, `2 errors`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const DIGITS_SHOWN = 15;

/** `18,014`, and with more than fifteen digits `1.80·10¹⁶`. */
export function formatWhole(value: bigint): string {
  const digits = String(value);
  if (digits.length <= DIGITS_SHOWN) return digits.replace(/\B(?=(\d{3})+$)/g, ',');
  const exponent = String(digits.length - 1).replace(/\d/g, (digit) => SUPERSCRIPTS.charAt(Number(digit)));
  return `${digits.slice(0, 1)}.${digits.slice(1, 3)}·10${exponent}`;
}
