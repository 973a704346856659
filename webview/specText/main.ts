import { showSpecText } from './specTextView.ts';

globalThis.resnetSpecText = { show: showSpecText };
