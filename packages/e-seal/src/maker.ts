export { issueSeal, type SealIssue } from './create/issue.ts'
export type { IssuedSeal } from './create/issued.ts'
export { renewSeal, type SealRenewal } from './create/renew.ts'
export { createSealRequest, type NewSealRequest } from './create/request/create.ts'
export {
  inspectSealRequest,
  type ReviewedSealRequest,
  type SealRequestOptions,
  type SealRequestReport,
  verifySealRequest,
} from './create/request/inspect.ts'
export { parseSealRequest } from './create/request/parse.ts'
export type { SealPolicy, SealRegister } from './create/request/policy.ts'
export type { SealRequest } from './create/request/request.ts'
export { createSeal, type NewSeal } from './create/seal.ts'
export type { StatementSigning } from './statement/jws.ts'
export {
  createSealStatusAnswer,
  createSealStatusList,
  type NewSealStatusAnswer,
  type NewSealStatusList,
  signSealStatusList,
} from './status/create.ts'
export { sealStatusExtension } from './status/extension.ts'
export { createSealStatusHandler, type SealStatusHandlerOptions } from './status/handler.ts'
export {
  recordSeal,
  resumeSeal,
  revokeSeal,
  type SealRecord,
  suspendSeal,
  type Withdrawal,
} from './status/record.ts'
