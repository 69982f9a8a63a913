import { SEAL_CODES } from '@xinyin/e-seal'
import { LICENCE_CODES } from '../codes.ts'

/** The sentences of licences and of what seals them, loaded when somebody wants to hear one. */
export const SENTENCES = { ...SEAL_CODES, ...LICENCE_CODES }
