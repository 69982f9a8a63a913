import { digestLater, encodeBase64Url } from '@xinyin/core'
import { DIGESTS, type DigestName } from './digest-name.ts'
import { octetsOf } from './octets.ts'

/** `digestText` of each of several texts, by what does not have to be loaded for it: at once where that can be. */
export function digestTexts(
  texts: readonly string[],
  name: DigestName,
): readonly string[] | Promise<readonly string[]> {
  const digests = texts.map((text) => digestLater(DIGESTS[name], octetsOf(text)))
  return digests.every((digest) => digest instanceof Uint8Array)
    ? digests.map(encodeBase64Url)
    : Promise.all(digests).then((all) => all.map(encodeBase64Url))
}

export async function digestTextLater(text: string, name: DigestName): Promise<string> {
  return encodeBase64Url(await digestLater(DIGESTS[name], octetsOf(text)))
}
