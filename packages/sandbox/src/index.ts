export { type Browser, createBrowser, type Page, type SendOptions } from './browser.ts'
export { type Behaviour, OUTAGES, type Outage } from './identity-provider/behaviour.ts'
export { LEVELS } from './identity-provider/levels.ts'
export {
  PERSONAS,
  type Persona,
  type PersonaCompany,
  type PersonaMandate,
} from './identity-provider/personas.ts'
export {
  type IdentityProvider,
  type IdentityProviderOptions,
  type ProviderClient,
  startIdentityProvider,
} from './identity-provider/provider.ts'
export { escapeHtml } from './page.ts'
export {
  type ApplicationOptions,
  type JoinedPortal,
  type RunningApplication,
  startApplication,
} from './portal/application.ts'
export type { PortalFile, PortalPage } from './portal/page.ts'
export { type Portal, type PortalOptions, startPortal } from './portal/portal.ts'
export type { Holder, NamedFile, Office } from './province/authorities.ts'
export {
  createProvince,
  type IssuingOffice,
  type Province,
  type ProvinceOptions,
  type RevocationNotice,
} from './province/province.ts'
export type { SealStatusOffice } from './province/seal-status.ts'
export {
  type Application,
  type AuthorityOptions,
  type RunningAuthority,
  serveAuthority,
} from './services/authority.ts'
export { type RunningSealStatus, serveSealStatus } from './services/seal-status.ts'
export {
  type RunningStatusLists,
  type StatusListsOptions,
  serveStatusLists,
} from './services/status-lists.ts'
export type { Field, Message, MessageKind, ReadToken } from './watch/journal.ts'
