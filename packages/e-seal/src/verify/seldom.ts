// What few documents need, loaded as one with the first that does: signatures without a seal, time stamps, evidence,
// the states of seals, and pictures other than PNG. In one piece, since every further one splits what all of them share.
export { pastRevocation } from '../evidence/past-revocation.ts'
export { createProofs } from '../evidence/proving.ts'
export { presentRevocation } from '../evidence/revocation.ts'
export { parsePicture } from '../picture/parse.ts'
export { parseSignedValue } from '../signature/signed-value.ts'
export { askSealStatus } from './checks/seal-status-asked.ts'
export { checkTimeInfoStamp } from './checks/time-info-stamp.ts'
export { inspectDataSignature } from './data-signature.ts'
export { proveByStamps } from './stamp-proof.ts'
