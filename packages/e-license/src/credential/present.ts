import { digestText } from './digest.ts'
import { digestNameOf } from './digest-name.ts'
import type { Disclosure } from './disclosure.ts'
import { assertSerialization, type SdJwtSerialization, serializeSdJwt } from './json-form.ts'
import { createKeyBinding, type KeyBindingRequest } from './key-binding-create.ts'
import { parseSdJwt, type SdJwt } from './parse.ts'
import { resolveClaims } from './resolve.ts'

export interface PresentSdJwtOptions {
  /** What to show, as JSON pointers; what they lie in is shown along with them. `all` withholds nothing. */
  readonly disclose: readonly string[] | 'all'
  readonly keyBinding?: KeyBindingRequest
  /** How it is written; `compact` unless given, whatever the SD-JWT came in. */
  readonly serialization?: SdJwtSerialization
}

/**
 * Where each disclosure of an SD-JWT belongs, as a JSON pointer: what its holder can choose from.
 *
 * @throws LicenceError as `parseSdJwt` and `resolveClaims` do
 */
export function listDisclosures({ issued, disclosures }: SdJwt): ReadonlyMap<string, Disclosure> {
  const places = new Map<string, Disclosure>()
  const name = digestNameOf(issued.payload)
  const digests = disclosures.map(({ encoded }) => digestText(encoded, name))
  resolveClaims(issued.payload, disclosures, digests, (disclosure, pointer) => {
    places.set(pointer, disclosure)
  })
  return places
}

/**
 * Makes a presentation that shows some claims and withholds the rest (RFC 9901, 7.2).
 *
 * @param text - the SD-JWT as its holder keeps it, compact or JSON; a key binding in it is dropped
 * @throws TypeError for a pointer to nothing selective; RangeError for a serialization that there is none of; LicenceError as {@link listDisclosures}
 */
export async function presentSdJwt(text: string, options: PresentSdJwtOptions): Promise<string> {
  const { serialization = 'compact' } = options
  assertSerialization(serialization)
  const sdJwt = parseSdJwt(text)
  const places = listDisclosures(sdJwt)
  const wanted = options.disclose === 'all' ? [...places.keys()] : options.disclose
  const chosen = new Set<string>()
  for (const pointer of wanted) {
    if (!places.has(pointer)) throw new TypeError(`disclose: nothing selective at ${pointer}`)
    for (const place of places.keys())
      if (place === pointer || pointer.startsWith(`${place}/`)) chosen.add(place)
  }
  const shown = [...places].filter(([place]) => chosen.has(place)).map(([, { encoded }]) => encoded)
  const presented = `${[sdJwt.issued.compact, ...shown].join('~')}~`
  if (options.keyBinding === undefined) return serializeSdJwt(presented, serialization)
  const digestName = digestNameOf(sdJwt.issued.payload)
  const keyBinding = await createKeyBinding(presented, digestName, options.keyBinding)
  return serializeSdJwt(presented + keyBinding, serialization)
}
