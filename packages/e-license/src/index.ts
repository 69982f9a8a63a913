export type { JsonObject, JsonValue } from '@xinyin/core/json'
export { parseUscc, type Uscc } from '@xinyin/core/register-codes'
export type { AgreedItem } from './agreement/compare.ts'
export { type Agreement, inspectAgreement } from './agreement/inspect.ts'
export { explain, LICENCE_CHECKS, LICENCE_VOCABULARY } from './checks.ts'
export { LICENCE_CODES } from './codes.ts'
export type { DigestName } from './credential/digest-name.ts'
export type { Disclosure } from './credential/disclosure.ts'
export { inspectSdJwt, type SdJwtPolicy, type VerifiedSdJwt } from './credential/inspect.ts'
export { integrityOf } from './credential/integrity.ts'
export { type IssueSdJwtOptions, issueSdJwt } from './credential/issue.ts'
export type { SdJwtSerialization } from './credential/json-form.ts'
export type { Jws } from './credential/jws.ts'
export type { KeyBindingPolicy } from './credential/key-binding.ts'
export type { KeyBindingRequest } from './credential/key-binding-create.ts'
export { parseSdJwt, type SdJwt } from './credential/parse.ts'
export { listDisclosures, type PresentSdJwtOptions, presentSdJwt } from './credential/present.ts'
export { type DescribedType, typeMetadataOf } from './credential/type-metadata.ts'
export { verifySdJwt } from './credential/verify.ts'
export { LicenceError, type LicenceErrorCode } from './errors.ts'
export { type FaceOptions, layoutFace } from './face/layout.ts'
export type { FaceLayout } from './face/marks.ts'
export { PLAIN_FACE } from './face/plain.ts'
export { renderFaceHtml, renderFaceSvg } from './face/svg.ts'
export type { FaceItem, FaceTemplate, FaceWatermark } from './face/template.ts'
export { inspectFaceTemplate, parseFaceTemplate } from './face/template-check.ts'
export type { CollectedFont, FaceFonts } from './file/fonts.ts'
export { createLicenceOfd, type LicenceOfdOptions } from './file/ofd.ts'
export { diagnoseIdentifier, type IdentifierDiagnosis } from './identifier/doctor/diagnose.ts'
export type { IdentifierFault, IdentifierProposal } from './identifier/doctor/fault.ts'
export { encodeIdentifier, type Identifier } from './identifier/form.ts'
export { createIdentifier, parseIdentifier } from './identifier/identifier.ts'
export { type InspectIdentifierOptions, inspectIdentifier } from './identifier/inspect.ts'
export { isIdentifier } from './identifier/is-identifier.ts'
export { type IdentifierRegister, memoryIdentifierRegister } from './issue/register.ts'
export { type IssuedLicence, type IssueLicenceOptions, issueLicence } from './issue.ts'
export { encodeClaims, LICENCE_VCT, licenceVct, parseClaims, selectiveClaims } from './metadata/claims.ts'
export { type CustomData, encodeCustomData, parseCustomData } from './metadata/custom-data.ts'
export type {
  Annotation,
  Holder,
  Issuer,
  Licence,
  LicenceData,
  LicenceForm,
  Signing,
  StatusReference,
} from './metadata/data.ts'
export type { ExtensionItem, ExtensionKind } from './metadata/extension.ts'
export { MetadataError, type MetadataFinding } from './metadata/finding.ts'
export { HOLDER_CODE_TYPES, type HolderCodeType } from './metadata/holder-code.ts'
export { inspectMetadata } from './metadata/inspect.ts'
export { encodeLicenceJson, parseLicenceJson } from './metadata/json.ts'
export type { TypeRules } from './metadata/type-rules.ts'
export { assertLicenceData, type PartialLicenceData } from './metadata/validate.ts'
export { type CreateLicenceQrOptions, createLicenceQr } from './qr/create.ts'
export { inspectLicenceQr, type LicenceQrPolicy } from './qr/inspect.ts'
export type { HolderCode } from './qr/items.ts'
export { type LicenceQr, parseLicenceQr } from './qr/parse.ts'
export { isLicenceQr } from './qr/prefix.ts'
export type { HolderClaim } from './verify/holder.ts'
export { inspectLicence, licenceFormOf, verifyLicence } from './verify/inspect.ts'
export { type IssuerKeys, type IssuerKeysOptions, parseIssuerKeys } from './verify/issuer-keys.ts'
export type { LicencePolicy } from './verify/policy.ts'
export type { LicenceStatusPolicy } from './verify/status.ts'
export type {
  LicenceState,
  LicenceStatusChecker,
  LicenceStatusContext,
  LicenceStatusFinding,
} from './verify/status-checker.ts'
export { createKnownVersions, type LicenceVersions } from './verify/versions.ts'
export { wantedOf } from './verify/wanted.ts'
