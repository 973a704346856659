/**
 * How the language server's process is started. Each version of a text lives until the next one is analysed; where
 * the young generation holds several versions, the collector seldom interrupts between a keystroke and its
 * diagnostics. It may take 96 MiB then in place of 48.
 */
export const SERVER_ARGUMENTS: readonly string[] = ['--max-semi-space-size=32'];
