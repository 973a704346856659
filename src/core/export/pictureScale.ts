const SMALLEST = 0.1;
const LARGEST = 20;

/** Pixels of a picture for one unit of the drawing, as a person writes it; null for what is none from 0.1 to 20. */
export function pictureScale(text: string): number | null {
  const value = Number(text);
  return /^\d*\.?\d+$/.test(text) && value >= SMALLEST && value <= LARGEST ? value : null;
}
