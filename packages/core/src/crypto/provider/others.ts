// All algorithms of signatures but SM2's, loaded as one with the first signature by any of them.
export { ECDSA } from './ecdsa.ts'
export { Ed448, Ed25519 } from './edwards.ts'
export { RSA } from './rsa.ts'
