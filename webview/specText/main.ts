import './contributions.ts';
import { createLayerEditor } from './layerEditor.ts';
import { showSpecText } from './specTextView.ts';

globalThis.resnetSpecText = { show: showSpecText, edit: createLayerEditor };
