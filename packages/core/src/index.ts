export { decodeBase64, decodeBase64Url, encodeBase64, encodeBase64Url } from './bytes/base64.ts'
export { decodeHex, encodeHex } from './bytes/hex.ts'
export { concatBytes, equalBytes, equalSecrets } from './bytes/sequence.ts'
export { decodeUtf8, encodeUtf8 } from './bytes/utf8.ts'
export { CORE_CHECKS, CORE_CODES, CORE_VOCABULARY, explain } from './checks.ts'
export { createPrivateKey } from './crypto/create-key.ts'
export { createDigest, type DigestName, digest, hmac } from './crypto/digest.ts'
export { digestLater } from './crypto/digest-later.ts'
export { exportPrivateKey } from './crypto/export-private-key.ts'
export { type JoseScheme, joseScheme, type Sm2JoseProfile } from './crypto/jose.ts'
export type { AlgorithmIdentifier, KeyKind, PublicKey } from './crypto/key.ts'
export { parsePrivateKey } from './crypto/pkcs8.ts'
export type { PrivateKey } from './crypto/private-key.ts'
export type { ProviderName } from './crypto/provider/algorithm.ts'
export { describeProvider } from './crypto/provider/all.ts'
export type { Algorithm, Sha2 } from './crypto/provider/provider.ts'
export { parsePublicKey } from './crypto/public-key.ts'
export { randomBytes } from './crypto/random.ts'
export { type SignatureScheme, signatureScheme, type VerifyOptions } from './crypto/scheme.ts'
export { createSigner, type SignerOptions } from './crypto/signer.ts'
export { createSm2KeyPair, type Sm2SignatureOptions, signSm2, verifySm2 } from './crypto/sm2.ts'
export { createSm3Digest, digestSm3, hmacSm3 } from './crypto/sm3.ts'
export {
  type Catalogue,
  CoreError,
  type CoreErrorCode,
  type EnglishSentence,
  type Facts,
  type Language,
  render,
  type Sentence,
  TrustError,
  tellErrors,
} from './errors.ts'
export type { Hasher } from './gm/sm3.ts'
export { loadCoreCodes } from './load-codes.ts'
export type { Clock, Fetch, Signer } from './ports.ts'
export {
  type Check,
  createExplain,
  createReport,
  decidingCheck,
  type Explain,
  failed,
  failedBy,
  indeterminate,
  passed,
  type Report,
  skipped,
  type Verdict,
  type Vocabulary,
  verdictOf,
} from './report.ts'
export { type Strict, toleranceCheck } from './tolerance.ts'
export type { Role, Trust, TrustAnchor } from './trust/anchor.ts'
export type { Certificate, Extension, KeyUsage } from './x509/certificate.ts'
export type { GeneralName } from './x509/general-name.ts'
export type { Name } from './x509/name.ts'
export { sameName } from './x509/name-match.ts'
export { parseCertificate, parseCertificates } from './x509/parse.ts'
export { inspectPath, type PathOptions } from './x509/path/inspect.ts'
export type { WantedName } from './x509/path/name.ts'
export type { Attempt, Path, PathReport } from './x509/path/path.ts'
export type { PolicyOptions } from './x509/path/policies.ts'
export type { RevocationChecker, RevocationContext } from './x509/path/revocation.ts'
export { verifyPath } from './x509/path/verify.ts'
export { decodePem, encodePem, type PemBlock } from './x509/pem.ts'
