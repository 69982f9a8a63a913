import { failed, passed, skipped, TrustError } from '@xinyin/core'
import type { CmsAttribute } from '@xinyin/core/cms'
import { type DataSignature, parseDataSignature } from '../../signature/data-signature.ts'
import { inspectDataSignature } from '../../verify/data-signature.ts'
import { pathPolicy } from '../../verify/revocation.ts'
import { structureFault } from '../../verify/seal.ts'
import { SIGNATURE_CHECK_IDS } from '../../verify/signature.ts'
import { checkDescription } from './checks/description.ts'
import { type DataContent, piecesOf } from './content.ts'
import type { DataDescription } from './description.ts'
import { readDescriptionAttributes } from './description-attributes.ts'
import type { Finding, JudgedOptions } from './finding.ts'

/** Inspects a message of GB/T 35275 over data that stands beside it. */
export async function inspectCms(
  content: DataContent,
  value: Uint8Array,
  options: JudgedOptions,
): Promise<Finding> {
  const others = ['data.description', ...SIGNATURE_CHECK_IDS]
  let signature: DataSignature
  try {
    signature = parseDataSignature(value)
  } catch (error) {
    return { checks: structureFault('signature.structure', error, others), subject: undefined }
  }
  // What is in the message is not what stands beside it: one of the two would not be what was verified.
  if (signature.message.content !== undefined) {
    const structure = passed('signature.structure', { form: signature.form, variant: signature.variant })
    const twice = failed('cms.content', 'ERR_CMS_CONTENT_TWICE')
    return { checks: [structure, twice, ...others.map((id) => skipped(id, twice.id))], subject: undefined }
  }
  let size = 0
  async function* counted() {
    for await (const piece of piecesOf(content)) {
      size += piece.length
      yield piece
    }
  }
  const finding = await inspectDataSignature(signature, counted(), pathPolicy(options), { now: options.at })
  const description = descriptionOf(signature)
  return {
    checks: [checkDescription({ description }, options.expect), ...finding.checks],
    subject: {
      form: 'cms',
      description,
      size,
      seal: undefined,
      signer: finding.signer,
      maker: undefined,
      time: signature.time,
      provenAt: finding.moments.proven,
    },
  }
}

function descriptionOf({ message }: DataSignature): DataDescription | undefined {
  const attributes: readonly CmsAttribute[] = message.signers[0]?.signedAttributes?.attributes ?? []
  try {
    return readDescriptionAttributes(attributes)
  } catch (error) {
    if (error instanceof TrustError) return undefined
    throw error
  }
}
