import * as z from 'zod';

/** Page → extension: the drawing is to be written to a file, in a form that the extension asks for. */
export const exportFromGraph = [z.object({ type: z.literal('export') })] as const;
