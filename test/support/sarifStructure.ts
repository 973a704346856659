import * as z from 'zod';

/**
 * The part of SARIF 2.1.0 that a simple log uses, written after the clauses of the OASIS standard. Strict: a
 * property that stands in no clause is refused, as the standard's own schema does.
 */
const count = z.number().int().nonnegative();
const fromOne = z.number().int().positive();
const uriReference = z.string().regex(/^(?:[A-Za-z0-9._~!$&'()*+,;=:@/?#-]|%[0-9A-Fa-f]{2})*$/);
const level = z.enum(['none', 'note', 'warning', 'error']);
/** 3.11: text, in which single braces would be placeholders. */
const message = z.strictObject({ text: z.string().regex(/^(?:[^{}]|\{\{|\}\})+$/) });
/** 3.4 */
const artifactLocation = z.strictObject({ uri: uriReference, index: count.optional() });
/** 3.30: lines and columns from 1, the end not before the start. */
const region = z
  .strictObject({ startLine: fromOne, startColumn: fromOne, endLine: fromOne, endColumn: fromOne })
  .refine(
    ({ startLine, startColumn, endLine, endColumn }) =>
      endLine > startLine || (endLine === startLine && endColumn >= startColumn),
  );
/** 3.29 */
const physicalLocation = z.strictObject({ artifactLocation, region });
/** 3.55 to 3.57 */
const fix = z.strictObject({
  description: message,
  artifactChanges: z
    .array(
      z.strictObject({
        artifactLocation,
        replacements: z
          .array(
            z.strictObject({ deletedRegion: region, insertedContent: z.strictObject({ text: z.string() }) }),
          )
          .min(1),
      }),
    )
    .min(1),
});
/** 3.27 */
const result = z.strictObject({
  ruleId: z.string(),
  ruleIndex: count,
  level,
  message,
  locations: z.array(z.strictObject({ physicalLocation })).min(1),
  relatedLocations: z.array(z.strictObject({ id: count, physicalLocation, message })).optional(),
  fixes: z.array(fix).min(1).optional(),
});
/** 3.49 */
const reportingDescriptor = z.strictObject({
  id: z.string(),
  shortDescription: message,
  helpUri: z.url(),
  defaultConfiguration: z.strictObject({ level }),
});
/** 3.14 */
const run = z
  .strictObject({
    tool: z.strictObject({
      driver: z.strictObject({
        name: z.string().min(1),
        semanticVersion: z.string().regex(/^\d+\.\d+\.\d+/),
        rules: z.array(reportingDescriptor),
      }),
    }),
    columnKind: z.enum(['utf16CodeUnits', 'unicodeCodePoints']),
    artifacts: z.array(
      z.strictObject({ location: artifactLocation, mimeType: z.string().regex(/^[^/]+\/.+/) }),
    ),
    results: z.array(result),
  })
  .superRefine(({ tool, artifacts, results }, context) => {
    for (const each of results) {
      if (tool.driver.rules[each.ruleIndex]?.id !== each.ruleId)
        context.addIssue('ruleIndex is of another rule');
      for (const { physicalLocation: at } of each.locations) {
        const { uri, index } = at.artifactLocation;
        if (index !== undefined && artifacts[index]?.location.uri !== uri) {
          context.addIssue('index is of another artifact');
        }
      }
    }
  });

/** 3.13 */
export const sarifLog = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z.array(run),
});
