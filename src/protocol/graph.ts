import * as z from 'zod';
import { directionSchema, levelSchema, packedDrawingSchema } from './drawing.ts';
import { comparedSideSchema, compareFromGraph, drawnComparisonSchema } from './graphCompare.ts';
import { designAnswerMessage, designAskMessage } from './graphDesign.ts';
import { exportFromGraph } from './graphExport.ts';
import { inspectorFromGraph, inspectorToGraph } from './graphInspector.ts';
import { fromOpTableSchemas, toOpTableSchemas } from './graphOpTable.ts';

/**
 * How a drawing gets from the language server to the graph page, and what the page says back.
 *
 *     page                    extension                     language server
 *     ready {views}      →
 *                             resnet/drawing {uri, view} →
 *                                                        ←  {version, drawing, …}
 *                        ←    show {…}
 *     view {uri, view}   →    (asks again, shows again)
 *     goto {…}           →    (selects the range in the editor)
 *                        ←    caret {…} when the selection in the editor moves
 *
 * After each change of the document the extension asks again: once the diagnostics of that version have
 * arrived, or whenever the server says `resnet/drawingChanged`. It asks one question at a time, so that what the
 * page gets is in order; versions begin anew when a file is closed and opened again. What is open is kept for
 * each document. While the newest text cannot be drawn the server draws the last one that could, so that
 * opening and closing still works. Offsets are UTF-16 code units in the text of the `version` that comes with them.
 */

/** What is open: `level`, and the ids that differ from it; and where data flows to (down where it is not said). */
export const graphViewSchema = z.object({
  level: levelSchema,
  toggled: z.record(z.string(), z.boolean()),
  direction: directionSchema.optional(),
  /** With the same net without shortcuts beside it. */
  twin: z.boolean().optional(),
});
export const DEFAULT_GRAPH_VIEW: GraphView = { level: 'stages', toggled: {} };

/** Extension → server, a request. */
export const DRAWING_REQUEST = 'resnet/drawing';
export const drawingRequestSchema = z.object({
  uri: z.string(),
  view: graphViewSchema,
  /** What the drawing is to be compared with. */
  comparedWith: comparedSideSchema.nullable().default(null),
});

/** Server → extension, a notification: the document's analysis is new, whoever shows it may ask for it. */
export const DRAWING_CHANGED = 'resnet/drawingChanged';
export const drawingChangedSchema = z.object({ uri: z.string(), version: z.number() });

export const drawingAnswerSchema = z.object({
  /** Of the text that was drawn. */
  version: z.number(),
  /** False where the newest text cannot be drawn and this is the last that could. */
  isCurrent: z.boolean(),
  /** Null where no text could be drawn yet; a page that has a drawing keeps it. Both times it says so. */
  drawing: packedDrawingSchema.nullable(),
  /** The version of the newest text, of which are the fields below, too. */
  newestVersion: z.number(),
  errors: z.number(),
  warnings: z.number(),
  /** The error that keeps the newest text from being drawn, else the first one, as text; '' where there is none. */
  error: z.string(),
  /** In the newest text. */
  errorRange: z.object({ start: z.number(), end: z.number() }).nullable(),
  /** Of the drawing; null where it is compared with nothing. */
  comparison: drawnComparisonSchema.nullable(),
});

export const shownDocumentSchema = z.object({
  uri: z.string(),
  /** The file's name, for the page's title and messages. */
  name: z.string(),
});

export const toGraphSchema = z.discriminatedUnion('type', [
  drawingAnswerSchema.extend({
    type: z.literal('show'),
    document: shownDocumentSchema,
    /** What is open in this drawing. */
    view: graphViewSchema,
  }),
  /** No spec is open: the page says how to get one. */
  z.object({ type: z.literal('empty') }),
  /** Where the caret stands. `reveal` also moves the drawing so that the node is in view. */
  z.object({
    type: z.literal('caret'),
    uri: z.string(),
    version: z.number(),
    offset: z.number(),
    /** Where that is in the older text that the page still shows; null where it shows none, or that is not known. */
    drawn: z.object({ version: z.number(), offset: z.number() }).nullable(),
    reveal: z.boolean(),
  }),
  /** There is no drawing though there should be one: what is shown stays, and the page says why. */
  z.object({ type: z.literal('failed'), document: shownDocumentSchema, reason: z.string() }),
  designAnswerMessage,
  ...inspectorToGraph,
  ...toOpTableSchemas,
]);

export const fromGraphSchema = z.discriminatedUnion('type', [
  /** The page can listen; `views` is what it had open before a reload, by the document's uri. */
  z.object({ type: z.literal('ready'), views: z.record(z.string(), graphViewSchema) }),
  /** Something was opened, closed or another level chosen. */
  z.object({ type: z.literal('view'), uri: z.string(), view: graphViewSchema }),
  /**
   * A node was clicked. `focus`: the caret goes to the editor, too (double press or Alt+Enter). The extension knows
   * where that place is in a text that has gone on.
   */
  z.object({
    type: z.literal('goto'),
    uri: z.string(),
    version: z.number(),
    start: z.number(),
    end: z.number(),
    focus: z.boolean(),
  }),
  /** The empty state's button: make or open a spec. */
  z.object({ type: z.literal('openSpec') }),
  ...compareFromGraph,
  designAskMessage,
  ...inspectorFromGraph,
  ...exportFromGraph,
  /** A mistake in the page itself or a breach of its security policy, for the log at error level. */
  z.object({ type: z.literal('pageError'), message: z.string() }),
  ...fromOpTableSchemas,
]);

/** How a document was last looked at. */
export const graphPlaceSchema = z.object({
  view: graphViewSchema,
  zoom: z.number(),
  pan: z.object({ x: z.number(), y: z.number() }),
  selected: z.string().nullable(),
});

/** What the page keeps across a reload of the window (`setState`); the extension reads `document.uri`. */
export const graphPageStateSchema = z.object({
  document: shownDocumentSchema.nullable(),
  /** By the document's uri, the one shown last at the end. */
  places: z.record(z.string(), graphPlaceSchema),
  /** The pane beside the drawing: which tab, and how wide it is. */
  side: z.object({ tab: z.string().nullable(), width: z.number() }).default({ tab: null, width: 340 }),
  /** What each feature keeps, by its name; it checks that itself. */
  features: z.record(z.string(), z.unknown()).default({}),
});

export type GraphView = z.infer<typeof graphViewSchema>;
export type DrawingAnswer = z.infer<typeof drawingAnswerSchema>;
export type DrawingChanged = z.infer<typeof drawingChangedSchema>;
export type ShownDocument = z.infer<typeof shownDocumentSchema>;
export type ToGraph = z.infer<typeof toGraphSchema>;
export type FromGraph = z.infer<typeof fromGraphSchema>;
export type GraphPlace = z.infer<typeof graphPlaceSchema>;
export type GraphPageState = z.infer<typeof graphPageStateSchema>;
