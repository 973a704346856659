export interface PdfFont {
  readonly name: string;
  /** What each glyph stands for. */
  readonly characters: ReadonlyMap<number, string>;
}

type Matrix = readonly [number, number, number, number, number, number];

/** What `q` keeps and `Q` brings back. */
interface GraphicsState {
  readonly matrix: Matrix;
  readonly fill: string;
  readonly stroke: string;
  readonly opacity: number;
  readonly width: number;
  readonly dash: string;
}

const START: GraphicsState = {
  matrix: [1, 0, 0, 1, 0, 0],
  fill: 'rgb(0 0 0)',
  stroke: 'rgb(0 0 0)',
  opacity: 1,
  width: 1,
  dash: '',
};

/** What the operators of a page's content draw. */
export class PdfPage {
  readonly texts: string[] = [];
  /** As elements of SVG, y growing upwards. */
  readonly marks: string[] = [];
  readonly #fonts: ReadonlyMap<string, PdfFont>;
  readonly #opacities: ReadonlyMap<string, number>;
  readonly #kept: GraphicsState[] = [];
  #state = START;
  #path = '';
  #font = { name: '', size: 0 };
  #textMatrix: Matrix = START.matrix;

  constructor(fonts: ReadonlyMap<string, PdfFont>, opacities: ReadonlyMap<string, number>) {
    this.#fonts = fonts;
    this.#opacities = opacities;
  }

  /** One operator a line, as its operands and its name. */
  read(content: string): this {
    for (const line of content.split('\n').filter((each) => each.trim() !== '')) {
      const [, operands = '', operator = ''] = /^(.*?)\s*([A-Za-z*]+)$/.exec(line.trim()) ?? [];
      this.#do(operator, operands);
    }
    return this;
  }

  #do(operator: string, operands: string): void {
    const numbers = (operands.match(/-?[\d.]+/g) ?? []).map(Number);
    const [name = ''] = /(?<=\/)\w+/.exec(operands) ?? [];
    if (this.#build(operator, numbers) || this.#paint(operator)) return;
    switch (operator) {
      case 'q':
        this.#kept.push(this.#state);
        return;
      case 'Q':
        this.#state = this.#kept.pop() ?? START;
        return;
      case 'cm':
        this.#set({ matrix: times(numbers, this.#state.matrix) });
        return;
      case 'scn':
        this.#set({ fill: colour(numbers) });
        return;
      case 'SCN':
        this.#set({ stroke: colour(numbers) });
        return;
      case 'gs':
        this.#set({ opacity: this.#opacities.get(name) ?? Number.NaN });
        return;
      case 'w':
        this.#set({ width: numbers[0] ?? 0 });
        return;
      case 'd':
        this.#set({ dash: numbers.slice(0, -1).join(' ') });
        return;
      case 'Tm':
        this.#textMatrix = times(numbers, this.#state.matrix);
        return;
      case 'Tf':
        this.#font = { name, size: numbers.at(-1) ?? 0 };
        return;
      case 'TJ':
        this.#write(operands);
        return;
      case 'BT':
      case 'ET':
      case 'cs':
      case 'CS':
        return;
      default:
        throw new Error(`unknown: ${operands} ${operator}`);
    }
  }

  #build(operator: string, n: readonly number[]): boolean {
    const [x = 0, y = 0, width = 0, height = 0] = n;
    if (operator === 're') this.#path += `M${x} ${y}h${width}v${height}h${-width}Z`;
    else if (operator === 'm' || operator === 'l' || operator === 'c')
      this.#path += `${operator.toUpperCase()}${n.join(' ')}`;
    else if (operator === 'v') this.#path += `C${this.#last()} ${n.join(' ')}`;
    else if (operator === 'h') this.#path += 'Z';
    else return false;
    return true;
  }

  /** The point where the path is. */
  #last(): string {
    return /(-?[\d.]+ -?[\d.]+)$/.exec(this.#path)?.[1] ?? '';
  }

  #paint(operator: string): boolean {
    if (!['f', 'S', 'B'].includes(operator)) return false;
    const { matrix, fill, stroke, opacity, width, dash } = this.#state;
    const area = operator === 'S' ? 'fill="none"' : `fill="${fill}" fill-opacity="${opacity}"`;
    const line =
      operator === 'f'
        ? ''
        : `stroke="${stroke}" stroke-width="${width}" ${dash === '' ? '' : `stroke-dasharray="${dash}"`}`;
    this.marks.push(`<path transform="matrix(${matrix.join(' ')})" d="${this.#path}" ${area} ${line}/>`);
    this.#path = '';
    return true;
  }

  #write(operands: string): void {
    const font = this.#fonts.get(this.#font.name);
    if (font === undefined) throw new Error(`no font ${this.#font.name}`);
    const glyphs = [...operands.matchAll(/<([^>]*)>/g)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? []);
    const text = glyphs.map((glyph) => font.characters.get(Number.parseInt(glyph, 16)) ?? '\ufffd').join('');
    this.texts.push(text);
    const looks = `font-family="DejaVu Sans" font-size="${this.#font.size}" font-weight="${font.name.endsWith('Bold') ? 700 : 400}"`;
    const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
    const { fill, opacity } = this.#state;
    // Letters stand upright where y grows upwards.
    const matrix = times([1, 0, 0, -1, 0, 0], this.#textMatrix);
    this.marks.push(
      `<text transform="matrix(${matrix.join(' ')})" ${looks} fill="${fill}" fill-opacity="${opacity}">${escaped}</text>`,
    );
  }

  #set(change: Partial<GraphicsState>): void {
    this.#state = { ...this.#state, ...change };
  }
}

function times(first: readonly number[], then: Matrix): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = first;
  const [p, q, r, s, t, u] = then;
  return [a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u];
}

/** From shares of one. */
function colour(shares: readonly number[]): string {
  return `rgb(${shares.map((share) => Math.round(share * 255)).join(' ')})`;
}
