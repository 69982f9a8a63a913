import { equalBytes, TrustError } from '@xinyin/core'
import { type CborValue, encodeCbor, isCborTag, parseCbor } from '@xinyin/core/cbor'
import { parseCoseSign1 } from '@xinyin/core/cose'
import { mutateBytes } from '../mutation/bytes.ts'
import { refusing, type Target } from '../target.ts'

const isCoded = (error: unknown) => error instanceof TrustError

const SIGN1 = 18
const isMessage = (value: CborValue) => isCborTag(value) && value.tag === SIGN1

/** CBOR, and signed messages in it: what is read is written again as it came. */
export const cbor: Target = {
  take: refusing(isCoded, (input) => {
    const value = parseCbor(input)
    if (!equalBytes(encodeCbor(value), input)) throw new Error('a value has two forms')
    if (isMessage(value)) parseCoseSign1(input)
  }),
  mutations: [mutateBytes],
}
