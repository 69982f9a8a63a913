export { skipRevocation } from '../x509/path/revocation.ts'
export { legacyAlgorithms } from './legacy-algorithms.ts'
export { parseLegacyPublicKey } from './legacy-key.ts'
