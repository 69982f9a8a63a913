import { CODES } from './codes.ts'
import { tellErrors } from './errors.ts'

// Every export path loads this everywhere but in pages: see `withSentencesApart` in `tools/build`.
tellErrors(CODES)
