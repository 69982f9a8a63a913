export type { LogoutDelivery, LogoutTarget } from './delivery.ts'
export type { IssuerKey } from './logout-token.ts'
export type { LogoutSenderOptions } from './options.ts'
export { createLogoutSender, type Logout, type LogoutReport, type LogoutSender } from './send-logout.ts'
