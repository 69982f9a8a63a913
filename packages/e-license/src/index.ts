export { explain, LICENCE_CHECKS, LICENCE_VOCABULARY } from './checks.ts'
export type { Disclosure } from './credential/disclosure.ts'
export { inspectSdJwt, type SdJwtPolicy, type VerifiedSdJwt } from './credential/inspect.ts'
export { type IssueSdJwtOptions, issueSdJwt } from './credential/issue.ts'
export type { JsonObject, JsonValue } from './credential/json.ts'
export type { KeyBindingPolicy, KeyBindingRequest } from './credential/key-binding.ts'
export { parseSdJwt, type SdJwt } from './credential/parse.ts'
export { listDisclosures, type PresentSdJwtOptions, presentSdJwt } from './credential/present.ts'
export { verifySdJwt } from './credential/verify.ts'
export { LICENCE_CODES, LicenceError, type LicenceErrorCode } from './errors.ts'
export {
  createIdentifier,
  encodeIdentifier,
  type Identifier,
  parseIdentifier,
} from './identifier/identifier.ts'
export { inspectIdentifier } from './identifier/inspect.ts'
export { parseUscc, type Uscc } from './identifier/uscc.ts'
