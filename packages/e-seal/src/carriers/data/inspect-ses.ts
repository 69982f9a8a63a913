import type { Check } from '@xinyin/core'
import { parseSealSignature } from '../../signature/parse.ts'
import type { SealSignature } from '../../signature/signature.ts'
import { pathPolicy } from '../../verify/revocation.ts'
import { structureFault } from '../../verify/seal.ts'
import { inspectSealSignature, SIGNATURE_CHECK_IDS } from '../../verify/signature.ts'
import { checkDescription } from './checks/description.ts'
import { type DataContent, digestData } from './content.ts'
import { parsePropertyInfo } from './description.ts'
import type { Finding, JudgedOptions } from './finding.ts'

/** Inspects a signature with a seal over data. */
export async function inspectSes(
  content: DataContent,
  value: Uint8Array,
  options: JudgedOptions,
): Promise<Finding> {
  let signature: SealSignature
  try {
    signature = parseSealSignature(value)
  } catch (error) {
    const others = ['data.description', ...SIGNATURE_CHECK_IDS]
    return { checks: structureFault('signature.structure', error, others), subject: undefined }
  }
  const { propertyInfo, seal } = signature
  const description = parsePropertyInfo(propertyInfo)
  const { sm3, size } = await digestData(content)
  const finding = await inspectSealSignature(signature, { sm3 }, pathPolicy(options), options.at)
  const checks: Check[] = [checkDescription({ description, propertyInfo }, options.expect), ...finding.checks]
  const subject = {
    form: 'ses' as const,
    description,
    size,
    seal,
    signer: finding.signer,
    maker: finding.maker,
    time: signature.time,
    provenAt: finding.moments.proven,
  }
  return { checks, subject }
}
