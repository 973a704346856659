import cytoscape, { type Core, type ElementDefinition, type EventObject, type NodeSingular } from 'cytoscape';
import type { DrawingNode, Rect } from '../../src/core/drawing/drawing.ts';
import type { GraphWords } from '../../src/protocol/graphWords.ts';
import { elementsOf } from './elementsOf.ts';
import { graphStyle } from './graphStyle.ts';
import type { ShownDrawing } from './shownDrawing.ts';
import { readThemeColors } from './themeColors.ts';
import { anchorShift, firstViewport, type Viewport, wholeViewport } from './viewport.ts';

/** What happens on the canvas, in the drawing's terms. */
export interface CanvasEvents {
  /** `more`: beside what is selected already. */
  picked(node: DrawingNode, more: boolean): void;
  /** A right click. */
  menuAt(node: DrawingNode, x: number, y: number): void;
  pressedTwice(node: DrawingNode): void;
  toggled(id: string, owner: string): void;
  /** Null where the pointer is on nothing. */
  pointedAt(node: DrawingNode | null, x: number, y: number): void;
  pointedAtButton(hint: string, x: number, y: number): void;
  moved(): void;
}

/** Cytoscape's style element would break the page's policy; where this name is taken it makes none. */
const STYLE_ELEMENT = '__________cytoscape_stylesheet';
const ZOOM_STEP = 1.25;
const WHEEL_ZOOM = 0.002;

/** The drawing on the screen: knows Cytoscape, and nothing of messages. */
export class GraphCanvas {
  readonly #cy: Core;
  readonly #container: HTMLElement;
  readonly #events: CanvasEvents;
  readonly #words: GraphWords;
  readonly #shown = new Map<string, string>();
  #nodes = new Map<string, DrawingNode>();
  #drawing: ShownDrawing | null = null;
  /** What to do once the panel has a size. */
  #pending: Viewport | 'first' | null = null;

  constructor(container: HTMLElement, words: GraphWords, events: CanvasEvents) {
    reserveStyleElement();
    this.#container = container;
    this.#events = events;
    this.#words = words;
    this.#cy = cytoscape({
      container,
      style: graphStyle(readThemeColors(container)),
      layout: { name: 'preset' },
      autoungrabify: true,
      autounselectify: true,
      boxSelectionEnabled: false,
      userZoomingEnabled: false,
      minZoom: 0.02,
      maxZoom: 4,
    });
    this.#listen();
  }

  get viewport(): Viewport {
    return { zoom: this.#cy.zoom(), pan: { ...this.#cy.pan() } };
  }

  /** Replaces the drawing; what is the same stays untouched, and the anchor stays where it is on screen. */
  show(drawing: ShownDrawing, where: Viewport | 'first' | 'keep', anchor: string | null): void {
    const before = this.#drawing;
    const nodes = new Map(drawing.nodes.map((node) => [node.id, node]));
    const shift =
      where === 'keep'
        ? anchorShift(this.#nodes, nodes, anchor, this.viewport, this.#size())
        : { x: 0, y: 0 };
    this.#drawing = drawing;
    this.#nodes = nodes;
    this.#update(elementsOf(drawing, this.#words));
    if (where === 'keep' && before !== null) this.#cy.panBy(shift);
    else this.#place(where === 'keep' ? 'first' : where);
  }

  /** Outlines the selected nodes, and their lines. */
  select(ids: readonly string[]): void {
    this.#cy.batch(() => {
      this.#cy.elements('.chosen').removeClass('chosen');
      for (const id of ids) {
        const element = this.#cy.getElementById(id);
        element.addClass('chosen');
        element.connectedEdges().addClass('chosen');
      }
    });
  }

  /** Outlines nodes, in place of those marked before. */
  mark(ids: readonly string[]): void {
    this.#cy.batch(() => {
      this.#cy.elements('.marked').removeClass('marked');
      for (const id of ids) this.#cy.getElementById(id).addClass('marked');
    });
  }

  markCaret(ids: readonly string[]): void {
    this.#cy.batch(() => {
      this.#cy.elements('.caret').removeClass('caret');
      for (const id of ids) this.#cy.getElementById(id).addClass('caret');
    });
  }

  /** Moves the drawing as little as needed to bring a node into view. */
  reveal(id: string): void {
    const node = this.#nodes.get(id);
    if (node === undefined) return;
    const { zoom, pan } = this.viewport;
    const size = this.#size();
    const margin = 24;
    const move = (start: number, end: number, room: number): number => {
      if (start < margin) return margin - start;
      return end > room - margin ? Math.max(room - margin - end, margin - start) : 0;
    };
    const { x, y, width, height } = node.box;
    this.#cy.panBy({
      x: move(x * zoom + pan.x, (x + width) * zoom + pan.x, size.width),
      y: move(y * zoom + pan.y, (y + height) * zoom + pan.y, size.height),
    });
  }

  /** On the screen, to the right of something. */
  spotBeside({ x, y, width }: Rect): { readonly x: number; readonly y: number } {
    const { zoom, pan } = this.viewport;
    return { x: (x + width) * zoom + pan.x + 8, y: y * zoom + pan.y };
  }

  fit(): void {
    if (this.#drawing !== null) this.#cy.viewport(wholeViewport(this.#drawing.bounds, this.#size()));
  }

  zoomIn(): void {
    this.#zoomBy(ZOOM_STEP);
  }

  zoomOut(): void {
    this.#zoomBy(1 / ZOOM_STEP);
  }

  /** To the size at which texts have their natural size. */
  zoomToNatural(): void {
    this.#zoomBy(1 / this.#cy.zoom());
  }

  refreshTheme(): void {
    this.#cy.style(graphStyle(readThemeColors(this.#container)));
  }

  /** After a change of the panel's size. */
  resize(): void {
    this.#cy.resize();
    if (this.#pending !== null) this.#place(this.#pending);
  }

  #zoomBy(factor: number): void {
    const { width, height } = this.#size();
    this.#cy.zoom({ level: this.#cy.zoom() * factor, renderedPosition: { x: width / 2, y: height / 2 } });
  }

  #size(): { readonly width: number; readonly height: number } {
    return { width: this.#container.clientWidth, height: this.#container.clientHeight };
  }

  #place(where: Viewport | 'first'): void {
    const size = this.#size();
    this.#pending = size.width === 0 || size.height === 0 ? where : null;
    if (this.#pending !== null || this.#drawing === null) return;
    this.#cy.viewport(where === 'first' ? firstViewport(this.#drawing.bounds, size) : where);
  }

  #update(elements: readonly ElementDefinition[]): void {
    const added: ElementDefinition[] = [];
    const wanted = new Set(elements.map((element) => String(element.data.id)));
    this.#cy.batch(() => {
      for (const id of this.#shown.keys()) {
        if (wanted.has(id)) continue;
        this.#cy.getElementById(id).remove();
        this.#shown.delete(id);
      }
      for (const element of elements) {
        const id = String(element.data.id);
        const text = JSON.stringify(element);
        const known = this.#shown.get(id);
        this.#shown.set(id, text);
        if (known === undefined) added.push(element);
        else if (known !== text) this.#change(id, element);
      }
      this.#cy.add(added);
    });
  }

  #change(id: string, { data, position, classes }: ElementDefinition): void {
    const element = this.#cy.getElementById(id);
    element.data(data);
    element.classes(classes ?? []);
    if (position !== undefined) element.position(position);
  }

  #listen(): void {
    const nodeOf = (event: EventObject): DrawingNode | null =>
      this.#nodes.get(dataOf(event, 'owner')) ?? null;
    const whenNode = (event: EventObject, then: (node: DrawingNode) => void): void => {
      const node = nodeOf(event);
      if (node !== null) then(node);
    };
    this.#cy.on('tap', 'node.item', (event) => {
      whenNode(event, (node) => {
        this.#events.picked(node, (event.originalEvent as MouseEvent | undefined)?.shiftKey === true);
      });
    });
    this.#cy.on('cxttap', 'node.item', (event) => {
      whenNode(event, (node) => {
        this.#events.menuAt(node, event.renderedPosition.x, event.renderedPosition.y);
      });
    });
    this.#container.addEventListener('contextmenu', (event) => {
      event.preventDefault();
    });
    this.#cy.on('dbltap', 'node.item', (event) => {
      whenNode(event, (node) => {
        this.#events.pressedTwice(node);
      });
    });
    this.#cy.on('tap', 'node.button', (event) => {
      this.#events.toggled(dataOf(event, 'toggles'), dataOf(event, 'owner'));
    });
    this.#cy.on('mouseover mousemove', 'node.item', (event) => {
      this.#events.pointedAt(nodeOf(event), event.renderedPosition.x, event.renderedPosition.y);
    });
    this.#cy.on('mouseover', 'node.button', (event) => {
      const { x, y } = event.renderedPosition;
      this.#events.pointedAtButton(dataOf(event, 'hint'), x, y);
    });
    this.#cy.on('mouseover', 'node.item, node.button', () => {
      this.#container.style.cursor = 'pointer';
    });
    this.#cy.on('mouseout', 'node.item, node.button', () => {
      this.#container.style.cursor = '';
      this.#events.pointedAt(null, 0, 0);
    });
    this.#cy.on('viewport', () => {
      this.#events.pointedAt(null, 0, 0);
      this.#events.moved();
    });
    this.#container.addEventListener('wheel', this.#wheel, { passive: false });
  }

  /** A wheel scrolls, as everywhere in the editor; with Ctrl (or a pinch) it zooms at the pointer. */
  readonly #wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 20 : 1;
    if (!event.ctrlKey && !event.metaKey) {
      const [dx, dy] = event.shiftKey ? [event.deltaY, event.deltaX] : [event.deltaX, event.deltaY];
      this.#cy.panBy({ x: -dx * lines, y: -dy * lines });
      return;
    }
    const area = this.#container.getBoundingClientRect();
    const level = this.#cy.zoom() * Math.exp(-event.deltaY * lines * WHEEL_ZOOM);
    this.#cy.zoom({ level, renderedPosition: { x: event.clientX - area.left, y: event.clientY - area.top } });
  };
}

function dataOf(event: EventObject, name: string): string {
  return String((event.target as NodeSingular).data(name));
}

function reserveStyleElement(): void {
  if (document.getElementById(STYLE_ELEMENT) !== null) return;
  const taken = document.createElement('meta');
  taken.id = STYLE_ELEMENT;
  document.head.append(taken);
}
