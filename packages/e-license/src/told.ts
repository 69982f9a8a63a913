import { tellErrors } from '@xinyin/core'
import { LICENCE_CODES } from './codes.ts'

// Every export path loads this everywhere but in pages: see `withSentencesApart` in `tools/build`.
tellErrors(LICENCE_CODES)
