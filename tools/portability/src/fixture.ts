import type { Role } from '@xinyin/core'

/** What Node made and every other runtime has to verify. Bytes are base64, so that it travels as JSON. */
export interface Fixture {
  /** The instant of verification, ISO 8601. */
  readonly at: string
  readonly trust: readonly { readonly name: string; readonly base64: string }[]
  readonly inputs: readonly {
    /** `licence as SD-JWT`, `licence as OFD`. */
    readonly name: string
    readonly base64: string
    readonly expected: 'passed' | 'failed'
  }[]
  /** Documents sealed and signed in every form, all of which pass, and whom to trust for it. */
  readonly sealed: SealedFixture
}

export interface SealedFixture {
  readonly at: string
  readonly anchors: readonly { readonly base64: string; readonly roles: readonly Role[] }[]
  readonly crls: readonly string[]
  readonly documents: readonly {
    readonly name: string
    readonly base64: string
    readonly signatures: number
  }[]
}

/** What a runtime made of one input. */
export interface Row {
  readonly name: string
  readonly ok: boolean
  readonly found: string
}
