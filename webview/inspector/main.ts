import './contributions.ts';
import { createLayerEditor } from './layerEditor.ts';

globalThis.resnetLayerEditor = { create: createLayerEditor };
