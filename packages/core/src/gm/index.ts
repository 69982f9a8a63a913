export { createDigest, type DigestName, digest, hmac } from '../crypto/digest.ts'
export { type Pbkdf2Hash, pbkdf2 } from '../crypto/pbkdf2.ts'
export { createSm2KeyPair, type Sm2SignatureOptions, signSm2, sm2Digest, verifySm2 } from '../crypto/sm2.ts'
export { decryptSm2, encryptSm2, type Sm2EncryptionOptions } from '../crypto/sm2-encryption.ts'
export { agreeSm2Key, type Sm2Agreement, type Sm2ExchangeOptions } from '../crypto/sm2-exchange.ts'
export { createSm3Digest, digestSm3, hmacSm3 } from '../crypto/sm3.ts'
export {
  decryptSm4Cbc,
  decryptSm4Ctr,
  decryptSm4Ecb,
  encryptSm4Cbc,
  encryptSm4Ctr,
  encryptSm4Ecb,
  type Sm4CbcParameters,
  type Sm4EcbParameters,
  type Sm4Padding,
  type Sm4Parameters,
} from '../crypto/sm4.ts'
export { decryptSm4Ccm, encryptSm4Ccm, type Sm4CcmParameters } from '../crypto/sm4-ccm.ts'
export { decryptSm4Gcm, encryptSm4Gcm, type Sm4GcmParameters } from '../crypto/sm4-gcm.ts'
export type { Hasher } from './sm3.ts'
