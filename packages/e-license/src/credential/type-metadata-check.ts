import { type Check, decodeUtf8, failed, failedBy, passed } from '@xinyin/core'
import { type JsonObject, parseStrictJsonObject } from '@xinyin/core/json'
import { isIntact } from './integrity.ts'

const ID = 'sd-jwt.type-metadata'

/**
 * Type metadata from outside is that of the credential: of its `vct`, and where the issuer bound it, the very octets
 * (`vct#integrity`; draft-ietf-oauth-sd-jwt-vc, Document Integrity). Who could exchange it would say what items mean.
 *
 * @param payload - what the issuer signed: neither claim may be selective
 */
export async function checkTypeMetadata(payload: JsonObject, document: Uint8Array): Promise<Check> {
  const [vct, integrity] = ['vct', 'vct#integrity'].map((name) =>
    Object.hasOwn(payload, name) ? payload[name] : undefined,
  )
  try {
    const metadata = parseStrictJsonObject(decodeUtf8(document))
    const isSame = typeof vct === 'string' && metadata['vct'] === vct
    const isBound =
      integrity === undefined || (typeof integrity === 'string' && (await isIntact(document, integrity)))
    if (!isSame || !isBound) return failed(ID, 'ERR_SDJWT_TYPE_METADATA')
    return passed(ID, { bound: integrity !== undefined })
  } catch (error) {
    return failedBy(ID, error)
  }
}
