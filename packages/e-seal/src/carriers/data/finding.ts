import type { Check } from '@xinyin/core'
import type { SealedDataOptions } from './inspect.ts'
import type { SealedData } from './subject.ts'

/** Options whose time is settled. */
export type JudgedOptions = SealedDataOptions & { readonly at: Date }

/** What the inspection of one form comes to. */
export interface Finding {
  readonly checks: readonly Check[]
  readonly subject: SealedData | undefined
}

/** Who may sign data without a seal: the trust has a role for it, which is not that of those who use seals. */
export const BARE_ROLE = 'document-signer'
