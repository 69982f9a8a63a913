// What few paths need, loaded as one: most are decided as of now, by lists that are at hand.
export { usableDelta } from './crl-delta.ts'
export { covers, isDeltaOf, pointsOf } from './crl-scope.ts'
export { decideByOcsp } from './ocsp-decision.ts'
export { faultOfResponder } from './ocsp-responder.ts'
export { createRetriever } from './retrieve.ts'
export { retrieveCrls } from './retrieve-crls.ts'
export { settle } from './settle.ts'
export { slide } from './sliding.ts'
