import * as z from 'zod';

/** Shipped blocks are shown as read-only documents `resnet-block:/basic.resnet.yaml`. */
export const BLOCK_SCHEME = 'resnet-block';

/** `{uri}` of such a document to its text, or null where no shipped block has that name. */
export const BLOCK_PAGE_REQUEST = 'resnet/blockPage';

export const blockPageRequestSchema = z.object({ uri: z.string() });
export const blockPageAnswerSchema = z.string().nullable();

export function blockPageUri(block: string): string {
  return `${BLOCK_SCHEME}:/${block}.resnet.yaml`;
}

/** Null for a URI of another kind. */
export function blockOfPage(uri: string): string | null {
  return /^resnet-block:\/+(\w+)\.resnet\.yaml$/.exec(uri)?.[1] ?? null;
}
