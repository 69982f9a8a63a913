import { decodePem, parseCertificates, TrustError } from '@xinyin/core'
import { mutateBytes } from '../mutation/bytes.ts'
import { mutateText } from '../mutation/text.ts'
import { refusing, type Target } from '../target.ts'
import { decodeText } from '../text.ts'

const coded = (error: unknown) => error instanceof TrustError

/** PEM, and what is read out of it. */
export const pem: Target = {
  take: refusing(coded, (input) => {
    decodePem(decodeText(input))
    parseCertificates(input)
  }),
  mutations: [mutateText, mutateText, mutateBytes],
}
