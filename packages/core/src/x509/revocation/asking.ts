// What few paths need, loaded as one: most are decided by lists that are at hand.
export { decideByOcsp } from './ocsp-decision.ts'
export { faultOfResponder } from './ocsp-responder.ts'
export { createRetriever } from './retrieve.ts'
