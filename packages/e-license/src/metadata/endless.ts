/** Words taken for a period without an end. How GB/T 36903 wants one written is unconfirmed [?]. */
const WORDS: ReadonlySet<string> = new Set(['长期', '长期有效', '永久'])

/** Whether a last day of validity is none: words that say so stand in its place. */
export const isEndless = (value: string): boolean => WORDS.has(value)
