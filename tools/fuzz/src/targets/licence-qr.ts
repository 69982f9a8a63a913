import { equalBytes, TrustError } from '@xinyin/core'
import { encodeCoseSign1, parseCoseSign1 } from '@xinyin/core/cose'
import { parseLicenceQr } from '@xinyin/e-license'
import { parseQrPicture } from '@xinyin/e-license/qr-symbol'
import { decodeBase45, encodeBase45 } from '../../../../packages/e-license/src/qr/base45.ts'
import { encodeQrContent, parseQrContent } from '../../../../packages/e-license/src/qr/content.ts'
import { packQrContent, unpackQrContent } from '../../../../packages/e-license/src/qr/deflate.ts'
import { QR_PREFIX } from '../../../../packages/e-license/src/qr/prefix.ts'
import { mutateBytes } from '../mutation/bytes.ts'
import { mutateText } from '../mutation/text.ts'
import { type Mutate, refusing, type Target } from '../target.ts'
import { decodeText } from '../text.ts'

const isCoded = (error: unknown) => error instanceof TrustError
const textOf = (bytes: Uint8Array) => new TextEncoder().encode(QR_PREFIX + encodeBase45(bytes))
const messageIn = (seed: Uint8Array) => decodeBase45(decodeText(seed).slice(QR_PREFIX.length))

/** The signed message changed, under an alphabet and prefix that stay right. */
const mutateMessage: Mutate = (seed, random, other) =>
  textOf(mutateBytes(messageIn(seed), random, messageIn(other)))

/** The items changed, in a message that stays right but for its signature. */
const mutateItems: Mutate = (seed, random, other) => {
  const message = parseCoseSign1(messageIn(seed))
  const contentOf = (text: Uint8Array) => unpackQrContent(parseCoseSign1(messageIn(text)).payload ?? text)
  const payload = packQrContent(mutateBytes(contentOf(seed), random, contentOf(other)))
  return textOf(encodeCoseSign1({ ...message, payload }))
}

/** Licences in QR codes: whatever is read is written again as it came. */
export const licenceQr: Target = {
  take: refusing(isCoded, (input) => {
    const text = decodeText(input)
    parseLicenceQr(text)
    const message = parseCoseSign1(decodeBase45(text.slice(QR_PREFIX.length)))
    const content = unpackQrContent(message.payload ?? input)
    if (!equalBytes(encodeQrContent(parseQrContent(content)), content))
      throw new Error('items have two forms')
    if (QR_PREFIX + encodeBase45(encodeCoseSign1(message)) !== text)
      throw new Error('a message has two texts')
  }),
  mutations: [mutateItems, mutateItems, mutateMessage, mutateText],
}

/** Pictures of QR codes. */
export const qrPicture: Target = {
  take: refusing(isCoded, (input) => parseQrPicture(input, { maxPixels: 1_000_000 })),
  mutations: [mutateBytes],
}
