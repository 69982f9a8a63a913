export { skipRevocation } from '../x509/path/revocation.ts'
export { acceptUnknownRevocation, leafRevocationOnly } from '../x509/revocation/weaken.ts'
export { legacyAlgorithms } from './legacy-algorithms.ts'
export { parseLegacyPublicKey } from './legacy-key.ts'
