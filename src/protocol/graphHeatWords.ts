/** Of the colours that show how much each box has of something. */
export const HEAT_WORDS = {
  heat: 'Heat',
  heatHint: 'Colour the boxes by what they cost',
  heatNone: 'None',
  heatTrainable: 'Parameters',
  heatMacs: 'Multiply-adds',
  heatActivations: 'Activation memory',
  heatField: 'Receptive field',
  heatLegend: 'Colours of the boxes',
  heatMib: '{0} MiB',
  heatPixels: '{0} px',
  heatTop: '{0} ({1} of all)',
  heatTotals: 'Each box for all that it stands for, ×n included.',
  heatActivationTotals:
    'Outputs for one example in float32. Each box for all that it stands for, ×n included.',
  heatFieldNote: 'Of each output, the longer side. Darkest: all of the input.',
  heatSymbols: 'Uncoloured: what depends on the size.',
  activationMemory: '{0} activations',
  seesInput: 'sees {0}',
} as const;
