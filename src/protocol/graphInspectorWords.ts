/** Of the inspector beside the drawing. */
export const INSPECTOR_WORDS = {
  inspector: 'Inspector',
  inspectorHint: 'The selected layer: its arithmetic and its part of the spec',
  inspectNothing: 'Select a layer in the drawing to see its arithmetic and its part of the spec.',
  inspectNotWritten: 'This is not written in the file itself.',
  inspectOutdated:
    'The text has changed since this was drawn. Once it can be drawn again, its part of the spec is shown here.',
  specPart: 'Its part of the spec',
  apply: 'Apply',
  applyHint: 'Write it into the file (Ctrl+Enter); one undo takes it back',
  discard: 'Discard',
  discardHint: 'Show what stands in the file',
  editorLoading: 'The editor is on its way…',
  editorFailed: 'The editor could not be loaded. Select the layer again to try once more.',
  changedMeanwhile: 'The file has changed here meanwhile. Discard your change to see it.',
  notApplied: 'Not applied: the file has changed meanwhile.',
  unapplied: 'Changed, not applied yet',
  unappliedElsewhere: 'Changed in {0} and not applied yet. Go back to it, or discard the change.',
  mistakeElsewhere: 'Elsewhere: {0}',
} as const;
