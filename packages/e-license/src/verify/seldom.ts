// What few licences need, or few verifiers ask, loaded as one: who stands before them, versions, states, and what is wrong
// with an identifier.
export { askStatus } from './ask-status.ts'
export { askVersion } from './ask-version.ts'
export { checkHolder } from './holder.ts'
export { checkFault } from './identifier-fault.ts'
