import type { Catalogue } from '../../errors.ts'

/** The sentences of the codes of revocation, loaded when somebody wants to hear them. */
export const loadSentences = async (): Promise<Catalogue> => (await import('./codes.ts')).REVOCATION_CODES
