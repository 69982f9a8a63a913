import type { CODES } from './codes.ts'

/**
 * `CORE_CODES`, loaded when somebody wants to hear a sentence: what decides has codes alone.
 *
 * @example
 * const sentence = (await loadCoreCodes())[code]
 */
export const loadCoreCodes = async (): Promise<typeof CODES> => (await import('./codes.ts')).CODES
