import type { Address } from './connect.ts'
import type { PortalSecrets } from './token-portal.ts'

/** What a process of the portal is started with. */
export interface RenewerSetting {
  readonly address: Address
  readonly secrets: PortalSecrets
  readonly cookie: string
}

/** It is to ask for the access token for so long. */
export interface RenewalOrder {
  readonly seconds: number
}

export interface RenewalReport {
  readonly calls: number
  /** The tokens that it got. */
  readonly values: readonly string[]
  /** Why it got none. */
  readonly codes: readonly string[]
}
