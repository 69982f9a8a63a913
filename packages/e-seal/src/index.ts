export { explain, SEAL_CHECKS, SEAL_VOCABULARY } from './checks.ts'
export { SEAL_CODES } from './codes.ts'
export { createSeal, type NewSeal } from './create/seal.ts'
export { createDataSignature, type NewDataSignature } from './create/sign-data.ts'
export { createSealSignature, type NewSignature } from './create/signature.ts'
export { SealError, type SealErrorCode } from './errors.ts'
export type { Colour } from './picture/draw/ink.ts'
export { type PictureFormat, recognizePicture } from './picture/formats/format.ts'
export { parsePicture } from './picture/parse.ts'
export type { Picture, PictureDeviation, PictureLimits } from './picture/picture.ts'
export { createSealPicture, type SealPictureOptions } from './picture/plain.ts'
export { parseSeal } from './seal/parse.ts'
export type {
  CertificateDigest,
  Seal,
  SealExtension,
  SealInfo,
  SealPicture,
  SignerList,
} from './seal/seal.ts'
export { type Deviation, SEAL_TOLERANCES, type SealTolerance } from './seal/tolerance.ts'
export type { SesForm } from './seal/version.ts'
export { type DataSignature, parseDataSignature } from './signature/data-signature.ts'
export { parseSealSignature } from './signature/parse.ts'
export type { SealSignature, TimeInfo } from './signature/signature.ts'
export { inspectSeal, type SealOptions, verifySeal } from './verify/seal.ts'
export type {
  SealState,
  SealStatus,
  SealStatusChecker,
  SealStatusContext,
  SealStatusFinding,
  SealStatusPolicy,
  Suspension,
} from './verify/seal-status.ts'
export type { Strict } from './verify/tolerances.ts'
