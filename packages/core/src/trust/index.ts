export { ROLES, type Role, type Trust, type TrustAnchor } from './anchor.ts'
export { checkGrant, type Grant, type Wanted } from './grant.ts'
export { loadTrust, TRUST_FOLDERS, type TrustFile, type TrustLimits } from './load.ts'
