import { createSigner, decodeBase64, TrustError } from '@xinyin/core'
import { finishOfdSeal, type PreparedOfdSignature } from '@xinyin/e-seal/ofd'
import { unzipSync } from 'fflate'
import { readMemberKey } from '../authority.ts'
import { mutateBytes } from '../mutation/bytes.ts'
import { mutateJson } from '../mutation/json.ts'
import { createUnsealed } from '../seeds/seals.ts'
import type { Outcome, Target } from '../target.ts'
import { decodeText } from '../text.ts'

const document = createUnsealed()
const before = Object.entries(unzipSync(document))
const signer = createSigner(readMemberKey('sm2'))

/** Signs whatever the state asks to be signed, so that more is looked at than the signature. */
function sign(state: PreparedOfdSignature): Promise<Uint8Array> {
  return signer.sign(decodeBase64(state.toSign))
}

/**
 * States of sealing that somebody had in his hands. What is finished is an archive, with what was in it as it was; no
 * more is promised to who changes a state.
 */
export const sealingState: Target = {
  async take(input): Promise<Outcome> {
    let state: PreparedOfdSignature
    let signature: Uint8Array
    try {
      state = JSON.parse(decodeText(input)) as PreparedOfdSignature
      signature = await sign(state)
    } catch {
      return 'refused'
    }
    let sealed: Uint8Array
    try {
      sealed = await finishOfdSeal(document, state, signature)
    } catch (error) {
      if (error instanceof TrustError) return 'refused'
      throw error
    }
    const files = unzipSync(sealed)
    for (const [name, bytes] of before) {
      if (Object.hasOwn(state.replaced, name)) continue
      if (!Buffer.from(files[name] ?? []).equals(bytes)) throw new Error(`${name} is another`)
    }
    return 'read'
  },
  mutations: [mutateJson, mutateJson, mutateBytes],
}
