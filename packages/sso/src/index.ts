export { displaySubject, maskName, maskNumber } from './assurance/display.ts'
export type { Guard } from './assurance/guard.ts'
export type { Levels } from './assurance/level.ts'
export {
  type CompanyMandate,
  type Guardianship,
  type Mandate,
  type MandateReader,
  readMandates,
} from './assurance/mandate.ts'
export type { MandateCheck, MandateHolder, MandateOptions } from './assurance/mandate-status.ts'
export { type PairwiseSubjects, pairwiseSubjects } from './assurance/pairwise.ts'
export { readSubject } from './assurance/read-subject.ts'
export type { Requirement } from './assurance/requirement.ts'
export {
  type Agent,
  type CivilServant,
  type Company,
  type LegalPerson,
  type Minor,
  mandateOf,
  type NaturalPerson,
  personOf,
  type Subject,
  type SubjectKind,
  type SubjectReader,
  type Ward,
} from './assurance/subject.ts'
export { inspectVerifiedClaims, verifyVerifiedClaims } from './assurance/verified-claims.ts'
export type { EvidenceType } from './assurance/verified-claims-form.ts'
export {
  type FrameworkRules,
  requestVerifiedClaims,
  type VerifiedClaims,
  type VerifiedClaimsExpectations,
  type VerifiedClaimsPolicy,
} from './assurance/verified-claims-policy.ts'
export type { AuditOptions } from './audit/auditor.ts'
export { describeEvent } from './audit/describe.ts'
export { type AuditEntry, type AuditHash, type AuditHead, readEntry } from './audit/entry.ts'
export type { AuditActor, AuditEvent, AuditEventType, AuditSubject } from './audit/event.ts'
export {
  type AuditExpectations,
  type AuditFindings,
  inspectAuditLog,
  verifyAuditLog,
} from './audit/inspect.ts'
export { type AuditLog, type AuditLogOptions, auditLog } from './audit/log.ts'
export { createPseudonyms, type Pseudonyms } from './audit/pseudonym.ts'
export { type AuditStore, memoryAuditStore, readAuditLog } from './audit/store.ts'
export type { ChoicePage, ProviderChoice } from './authorize/choice.ts'
export type { ResponseMode } from './authorize/posted-answer.ts'
export { inspectSignedResponse } from './authorize/signed-response.ts'
export { explain, SSO_CHECKS, SSO_VOCABULARY } from './checks.ts'
export { SSO_CODES, SsoError, type SsoErrorCode } from './errors.ts'
export type { CookieCarrier } from './http/cookies.ts'
export type { NodeRequest, NodeResponse } from './http/node.ts'
export type { Answering } from './http/own-paths.ts'
export type { Trouble } from './http/trouble.ts'
export type { PageAction, PageContent, Pages } from './http/trouble-page.ts'
export type { WayOut } from './http/trouble-words.ts'
export { type ClientKey, exportClientJwk } from './keys/client-key.ts'
export type { Sm2TokenProfile } from './keys/sm2-profile.ts'
export { createKeySource, type KeyLookup, type KeySource, type KeySourceOptions } from './keys/source.ts'
export {
  inspectLogoutToken,
  type LogoutTokenClaims,
  type LogoutTokenExpectations,
  verifyLogoutToken,
} from './logout/logout-token.ts'
export type {
  PortalOptions,
  ProviderOptions,
  RelyingPartyOptions,
  SeveralProvidersOptions,
} from './options.ts'
export { createRelyingParty, type RelyingParty } from './relying-party.ts'
export type { OwnSession } from './session/own.ts'
export type { Session, SessionUser } from './session/session.ts'
export type { SwitchChoice, SwitchPage, SwitchPageContent } from './session/switch-page.ts'
export type { Route } from './settings.ts'
export { type MemoryStoreOptions, memoryStore } from './stores/memory.ts'
export type { Former, KeptRecord, RecordStore, StoredRecord } from './stores/records.ts'
export { type SealedStoreOptions, sealedStore } from './stores/sealed.ts'
export type { SessionKey } from './stores/session-key.ts'
export type { FoundSession, Store, StoredSession } from './stores/store.ts'
export type { AccessToken, SendWith } from './token/access-token.ts'
export type { TokenScheme } from './token/answer.ts'
export type { TokenBinding } from './token/binding.ts'
export type { AssertionAudience } from './token/client-assertion.ts'
export type { ExchangeUse, HeldToken, SessionTokens, TokenOptions, TokenUse } from './token/held.ts'
export {
  type IdTokenClaims,
  type IdTokenExpectations,
  inspectIdToken,
  verifyIdToken,
} from './token/id-token.ts'
export type { TokenExpectations } from './token/inspect.ts'
export type { JsonObject } from './token/json.ts'
export type { ProofAlgorithm } from './token/proof-key.ts'
export { inspectRefreshedIdToken, type RefreshExpectations } from './token/refreshed-id-token.ts'
export { SSO_TOLERANCES, type SsoTolerance } from './token/tolerance.ts'
export {
  inspectUserInfo,
  type UserInfoAnswer,
  type UserInfoExpectations,
  type UserInfoOptions,
} from './token/user-info.ts'
