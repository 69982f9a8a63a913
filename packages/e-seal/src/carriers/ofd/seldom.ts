// What few packages need, loaded as one: a list of all files, annotations, files too long to be held, and what the caller
// expects.
export { findStampAnnotations } from './annotations.ts'
export { checkExpected } from './checks/expected.ts'
export { readEntriesListOf } from './entries-list.ts'
export { assertExpectation } from './expectation.ts'
export { inspectEntriesList } from './inspect-entries-list.ts'
export { readPieces } from './zip/pieces.ts'
