export { COSE_SM2, coseAlgorithm, coseScheme } from './algorithm.ts'
export { type CreateCoseSign1Options, createCoseSign1 } from './create.ts'
export { COSE_HEADER } from './header.ts'
export { type CoseSign1, encodeCoseSign1, type ParseCoseOptions, parseCoseSign1 } from './sign1.ts'
export {
  type CertificateThumbprint,
  createThumbprint,
  encodeThumbprint,
  hasThumbprint,
} from './thumbprint.ts'
export { type VerifyCoseSign1Options, verifyCoseSign1 } from './verify.ts'
