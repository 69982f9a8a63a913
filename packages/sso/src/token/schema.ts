import * as v from 'valibot'
import type { ProviderOptions } from '../options.ts'
import { isDecryptionKey } from './decryption-key.ts'

/** An absolute URI without fragment (RFC 8707, 2). */
const resource = v.pipe(
  v.string(),
  v.check((text) => URL.canParse(text) && !text.includes('#'), 'must be an absolute URI without fragment'),
)

const fetch = v.custom<() => unknown>((value) => typeof value === 'function', 'must be a function')

/** The options of a provider that are about tokens after the sign-in. */
export const tokenOptions = {
  binding: v.optional(
    v.variant('by', [
      v.object({ by: v.literal('dpop'), algorithm: v.optional(v.picklist(['ES256', 'EdDSA', 'SM2'])) }),
      v.object({ by: v.literal('certificate'), fetch }),
    ]),
  ),
  tokens: v.optional(v.object({ resources: v.optional(v.array(resource)) })),
  userInfo: v.optional(
    v.object({
      answers: v.picklist(['signed', 'plain']),
      atSignIn: v.optional(v.boolean()),
      decryptionKey: v.optional(v.custom(isDecryptionKey, 'must be a private key for ECDH or RSA-OAEP')),
    }),
  ),
}

/** SM2 has no registered name in tokens: a province has to say how it writes it. */
export function bindingProblems({ binding, sm2 }: ProviderOptions): string[] {
  const isNameless = binding?.by === 'dpop' && binding.algorithm === 'SM2' && sm2 === undefined
  return isNameless ? ['binding: SM2 needs sm2'] : []
}
