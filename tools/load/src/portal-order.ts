import type { Address } from '../../interop/src/sso/connect.ts'

/** What a process of the portal is told. */
export interface PortalOrder {
  readonly issuer: string
  readonly clientId: string
  /** Where the portal is for people: not this process, but what stands before all of them. */
  readonly origin: string
  /** What the interface behind it is called in tokens. */
  readonly api: string
  /** PKCS #8 in base64. */
  readonly privateKey: string
  readonly address: Address
}

/** What it tells. */
export interface Told {
  /** Where it listens, once. */
  readonly port?: number
  /** Octets that it holds of the memory, now and then. */
  readonly memory?: number
}
