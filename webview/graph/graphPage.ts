import type { Drawing, DrawingNode } from '../../src/core/drawing/drawing.ts';
import { expandDrawing } from '../../src/core/drawing/expandDrawing.ts';
import { toggleOf } from '../../src/core/drawing/twinNames.ts';
import {
  DEFAULT_GRAPH_VIEW,
  type GraphView,
  type ShownDocument,
  type ToGraph,
} from '../../src/protocol/graph.ts';
import type { GraphWords } from '../../src/protocol/graphWords.ts';
import { onThemeChange } from '../onThemeChange.ts';
import { caretNodes } from './caretNodes.ts';
import { GraphCanvas } from './graphCanvas.ts';
import type { Host } from './host.ts';
import { KeptPlaces, type LookedAt } from './keptPlaces.ts';
import { actionOfKey, type KeyAction } from './keyActions.ts';
import { neighbour } from './neighbours.ts';
import { nodeSentence, nodeWords } from './nodeWords.ts';
import { OutlineTree } from './outlineTree.ts';
import type { MakeFeature, PageControl, PageFeature } from './pageFeature.ts';
import { PageNotices } from './pageNotices.ts';
import { buildPage, type PageParts } from './pageParts.ts';
import { isSameArrangement, isSameView } from './sameView.ts';
import { Selection } from './selection.ts';
import { ShownCaret } from './shownCaret.ts';
import type { ShownDrawing } from './shownDrawing.ts';
import { showTip } from './tip.ts';
import type { Viewport } from './viewport.ts';

type Show = Extract<ToGraph, { type: 'show' }>;

/** The page's state and what changes it. Everything it draws comes from the extension. */
export class GraphPage {
  readonly #host: Host;
  readonly #words: GraphWords;
  readonly #parts: PageParts;
  readonly #canvas: GraphCanvas;
  readonly #tree: OutlineTree;
  readonly #notices: PageNotices;
  readonly #features: readonly PageFeature[];
  readonly #kept: KeptPlaces;
  readonly #selection = new Selection();
  #document: ShownDocument | null = null;
  #version = 0;
  #drawing: Drawing | null = null;
  #view: GraphView = DEFAULT_GRAPH_VIEW;
  readonly #caret = new ShownCaret();
  /** What was just opened or closed: it stays where it is on the screen. */
  #anchor: string | null = null;
  /** Where to look at the next drawing; null: where we are. */
  #next: Viewport | 'first' | null = 'first';
  #painter: ((drawing: Drawing) => ShownDrawing) | null = null;

  constructor(root: HTMLElement, words: GraphWords, host: Host, features: readonly MakeFeature[]) {
    this.#host = host;
    this.#words = words;
    this.#parts = buildPage(root, words, () => {
      this.#kept.keepSoon();
    });
    this.#kept = new KeptPlaces(
      host,
      this.#parts.side,
      () => this.#lookedAt(),
      () => this.#features,
    );
    this.#tree = new OutlineTree(this.#parts.canvas, this.#parts.tree, words);
    this.#notices = new PageNotices(this.#parts, words, {
      goto: (range, version) => {
        this.#goto(range, version, true);
      },
      openSpec: () => {
        this.#host.post({ type: 'openSpec' });
      },
    });
    this.#canvas = new GraphCanvas(this.#parts.drawing, words, {
      picked: (node, more) => {
        // Cytoscape takes the keyboard away from whatever has it.
        this.#parts.canvas.focus();
        this.#pick(node.id, more);
        this.#gotoNode(node, false);
      },
      menuAt: (node, x, y) => {
        if (!this.#selection.also.includes(node.id)) this.#select(node.id);
        showTip(this.#parts.tip, null, 0, 0);
        for (const feature of this.#features) feature.menu?.(x, y);
      },
      pressedTwice: (node) => {
        this.#enter(node);
      },
      toggled: (id, owner) => {
        this.#toggle(id, owner);
      },
      pointedAt: (node, x, y) => {
        showTip(this.#parts.tip, node === null ? null : nodeWords(node, words), x, y);
      },
      pointedAtButton: (hint, x, y) => {
        showTip(this.#parts.tip, { title: hint, lines: [], wrong: '' }, x, y);
      },
      moved: () => {
        this.#moved();
      },
    });
    const control = this.#control();
    this.#features = features.map((make) => make(control));
    this.#wire();
  }

  #control(): PageControl {
    return {
      words: this.#words,
      host: this.#host,
      parts: this.#parts,
      state: () => ({
        document: this.#document,
        version: this.#version,
        drawing: this.#drawing,
        view: this.#view,
        selected: this.#node(this.#selection.main),
        also: this.#selection.also.map((id) => this.#node(id)).filter((node) => node !== null),
      }),
      choose: (id) => {
        if (id === null) this.#select(null);
        else this.#move(id);
      },
      mark: (ids) => {
        this.#canvas.mark(ids);
      },
      paint: (painter) => {
        this.#painter = painter;
        const drawing = this.#drawing;
        if (drawing !== null) this.#canvas.show(painter?.(drawing) ?? drawing, 'keep', null);
        this.#showSelection();
        this.#showCaret();
      },
      zoom: {
        now: () => this.#canvas.viewport.zoom,
        in: () => {
          this.#canvas.zoomIn();
        },
        out: () => {
          this.#canvas.zoomOut();
        },
        natural: () => {
          this.#canvas.zoomToNatural();
        },
        fit: () => {
          this.#canvas.fit();
        },
      },
      setView: (view, anchor) => {
        this.#setView(view, anchor);
      },
      spotBeside: (id) => {
        const box = this.#node(id)?.box;
        return box === undefined ? null : this.#canvas.spotBeside(box);
      },
      focusDrawing: () => {
        this.#parts.canvas.focus();
      },
      changed: () => {
        this.#kept.keepSoon();
      },
    };
  }

  /** Says that the page can listen, with what it had open before a reload. */
  start(): void {
    this.#kept.restore();
    // The pane may have taken room: no later change of size is to move the drawing then.
    this.#canvas.resize();
    for (const feature of this.#features) feature.viewed?.();
    this.#notices.showWaiting();
    this.#host.post({ type: 'ready', views: this.#kept.views });
  }

  receive(message: ToGraph): void {
    switch (message.type) {
      case 'show':
        this.#show(message);
        return;
      case 'empty':
        this.#leaveDocument();
        this.#notices.showEmpty();
        this.#kept.keepSoon();
        return;
      case 'caret':
        this.#caret.receive(message);
        this.#showCaret();
        return;
      case 'failed':
        this.#notices.showFailed(message, this.#drawing !== null);
        return;
      default:
        this.#features.some((feature) => feature.receive?.(message));
    }
  }

  #show(answer: Show): void {
    if (this.#document?.uri !== answer.document.uri) this.#startDocument(answer);
    // The one that was asked for meanwhile is on its way: it keeps its place on the screen.
    else if (!isSameView(answer.view, this.#view)) return;
    for (const feature of this.#features) feature.shown?.(answer);
    if (answer.drawing === null) {
      if (this.#drawing === null) this.#notices.showUndrawn(answer);
      else this.#notices.showDrawn(answer);
      return;
    }
    this.#version = answer.version;
    const isFirst = this.#drawing === null;
    const drawing = expandDrawing(answer.drawing);
    this.#drawing = drawing;
    this.#notices.showDrawn(answer);
    this.#canvas.show(
      this.#painter?.(drawing) ?? drawing,
      this.#next ?? (isFirst ? 'first' : 'keep'),
      this.#anchor ?? this.#selection.main,
    );
    this.#next = null;
    this.#anchor = null;
    this.#tree.update(drawing.nodes);
    this.#selection.keep((id) => this.#node(id) !== null);
    this.#showSelection();
    this.#showCaret();
    for (const feature of this.#features) feature.drawn?.();
    this.#moved();
  }

  /** Another file: as it was left, before a reload too. */
  #startDocument({ document, view }: Show): void {
    this.#leaveDocument();
    const place = this.#kept.get(document.uri);
    this.#document = document;
    this.#view = view;
    this.#next = place === null ? 'first' : { zoom: place.zoom, pan: place.pan };
    this.#selection.set(place?.selected ?? null);
    for (const feature of this.#features) feature.viewed?.();
  }

  #leaveDocument(): void {
    this.#kept.keepPlace();
    this.#document = null;
    this.#drawing = null;
    this.#version = 0;
    this.#selection.set(null);
    this.#anchor = null;
    this.#tree.update([]);
    for (const feature of this.#features) feature.drawn?.();
  }

  #setView(view: GraphView, anchor: string | null): void {
    if (this.#document === null) return;
    if (!isSameArrangement(view, this.#view)) this.#next = 'first';
    this.#view = view;
    this.#anchor = anchor;
    for (const feature of this.#features) feature.viewed?.();
    this.#kept.keepSoon();
    this.#host.post({ type: 'view', uri: this.#document.uri, view });
  }

  #toggle(id: string, owner: string): void {
    const node = this.#node(owner);
    if (node === null) return;
    const isOpen = id === node.run?.id ? node.run.index > 0 : node.state === 'open';
    this.#setView({ ...this.#view, toggled: { ...this.#view.toggled, [toggleOf(id)]: !isOpen } }, owner);
  }

  #enter(node: DrawingNode): void {
    if (node.state === 'leaf') this.#gotoNode(node, true);
    else this.#toggle(node.id, node.id);
  }

  #select(id: string | null): void {
    this.#selection.set(id);
    this.#showSelection();
    this.#kept.keepSoon();
  }

  #pick(id: string, more: boolean): void {
    if (!more) this.#selection.set(id);
    else this.#selection.add(id);
    this.#showSelection();
    this.#kept.keepSoon();
  }

  #showSelection(): void {
    this.#canvas.select(this.#selection.all);
    this.#tree.select(this.#selection.main, this.#selection.also);
    for (const feature of this.#features) feature.selected?.();
  }

  #showCaret(): void {
    const offset = this.#caret.offsetIn(this.#document?.uri, this.#version);
    if (offset === null || this.#drawing === null) return;
    const ids = caretNodes(this.#drawing.nodes, offset);
    this.#canvas.markCaret(ids);
    const [first] = ids;
    if (first !== undefined && this.#caret.takeReveal()) this.#canvas.reveal(first);
  }

  #gotoNode(node: DrawingNode, focus: boolean): void {
    const [range] = node.ranges;
    if (range !== undefined) this.#goto(range, this.#version, focus);
  }

  #goto(range: DrawingNode['ranges'][number], version: number, focus: boolean): void {
    if (this.#document === null) return;
    const { uri } = this.#document;
    const { start, end } = range;
    this.#host.post({ type: 'goto', uri, version, start, end, focus });
  }

  #node(id: string | null): DrawingNode | null {
    return this.#drawing?.nodes.find((node) => node.id === id) ?? null;
  }

  /** To another part, or another size. */
  #moved(): void {
    for (const feature of this.#features) feature.moved?.();
    this.#kept.keepSoon();
  }

  /** `more`: what an arrow leads to is selected beside the rest. */
  #act(action: KeyAction, more: boolean): void {
    switch (action) {
      case 'zoomIn':
        this.#canvas.zoomIn();
        return;
      case 'zoomOut':
        this.#canvas.zoomOut();
        return;
      case 'zoomToNatural':
        this.#canvas.zoomToNatural();
        return;
      case 'enter':
      case 'goto': {
        const node = this.#node(this.#selection.main);
        if (node !== null && action === 'enter') this.#enter(node);
        if (node !== null && action === 'goto') this.#gotoNode(node, true);
        return;
      }
      case 'parent':
        this.#move(this.#node(this.#selection.main)?.parent ?? null);
        return;
      default:
        if (this.#drawing !== null) this.#move(neighbour(this.#drawing, this.#selection.main, action), more);
    }
  }

  #move(id: string | null, more = false): void {
    const node = this.#node(id);
    if (node === null) return;
    this.#pick(node.id, more);
    this.#canvas.reveal(node.id);
    this.#parts.canvas.setAttribute('aria-description', nodeSentence(node, this.#words));
  }

  #wire(): void {
    const { toolbar, canvas, drawing } = this.#parts;
    toolbar.element.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') canvas.focus();
    });
    canvas.addEventListener('keydown', (event) => {
      const action = actionOfKey(event);
      if (action !== null) this.#act(action, event.shiftKey);
      else if (!this.#features.some((feature) => feature.key?.(event))) return;
      event.preventDefault();
    });
    new ResizeObserver(() => {
      this.#canvas.resize();
    }).observe(drawing);
    onThemeChange(() => {
      this.#canvas.refreshTheme();
    });
  }

  #lookedAt(): LookedAt {
    if (this.#drawing === null) return { document: this.#document, place: null };
    const { zoom, pan } = this.#canvas.viewport;
    return {
      document: this.#document,
      place: { view: this.#view, zoom, pan: { x: pan.x, y: pan.y }, selected: this.#selection.main },
    };
  }
}
